namespace Xzact.Audit.Archives.Ar;

/// <summary>A member of an archive of ar.</summary>
/// <param name="Name">Its name, not sanitised.</param>
/// <param name="Offset">Byte offset of its content.</param>
/// <param name="Length">Length of its content in bytes.</param>
internal sealed record ArMember(string Name, long Offset, long Length);
