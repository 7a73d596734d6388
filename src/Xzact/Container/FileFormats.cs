namespace Xzact.Container;

/// <summary>Formats that a decoder may take a file for.</summary>
[Flags]
internal enum FileFormats
{
    Xz = 1,
    LzmaAlone = 2,
    Lzip = 4,
    All = Xz | LzmaAlone | Lzip,
}
