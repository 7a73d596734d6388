using Xzact.Testing.Contracts;

namespace Xzact.Tests;

public sealed partial class XzEncoderTests : CodecContractTests<XzAdapter>;
