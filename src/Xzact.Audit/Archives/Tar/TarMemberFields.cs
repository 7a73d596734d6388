using System.Runtime.InteropServices;

namespace Xzact.Audit.Archives.Tar;

/// <summary>What counts for a member after its extension headers were applied to its header.</summary>
/// <param name="Name">The name's bytes as stored.</param>
/// <param name="LinkName">The link target's bytes as stored.</param>
/// <param name="Size">Bytes of content, 0 or more.</param>
/// <param name="ModifiedAt">The modification time.</param>
/// <param name="OtherNames">Other names that the headers give and that some reader may take instead.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TarMemberFields(
    byte[] Name, byte[] LinkName, long Size, DateTimeOffset ModifiedAt, IReadOnlyList<byte[]> OtherNames);
