using System.Runtime.InteropServices;

namespace Xzact.Audit.Archives.Rpm;

/// <summary>One entry of a header's index, with where its data ends.</summary>
/// <param name="Tag">What it is about.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="Start">Where its data begins in the header's data.</param>
/// <param name="End">Where it ends, exclusive.</param>
/// <param name="Count">Number of values, 1 or more.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RpmEntry(uint Tag, RpmType Type, int Start, int End, int Count);
