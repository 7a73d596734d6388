namespace Xzact.Audit.Elf;

/// <summary>A file that is no ELF file at all; the message says why.</summary>
internal sealed class ElfException(string message) : Exception(message);
