namespace Xzact.Audit.Exposure.Inventories.Rpm;

/// <summary>A package's header as a database stores it, without its magic.</summary>
/// <param name="Offset">Where it, or its first piece, begins in the file.</param>
/// <param name="Bytes">The header.</param>
internal sealed record StoredHeader(long Offset, byte[] Bytes);
