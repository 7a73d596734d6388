namespace Xzact.Tools.Options;

/// <summary>What is done with each file.</summary>
internal enum OperationMode
{
    Compress,
    Decompress,
    Test,
    List,
}

/// <summary>The format that is written, or that alone is read.</summary>
internal enum FileFormat
{
    /// <summary>Written: .xz. Read: whatever it is.</summary>
    Auto,
    Xz,
    Lzma,
    Lzip,
    Raw,
}

/// <summary>Everything that options say. A later option replaces what an earlier one said.</summary>
internal sealed class Settings
{
    /// <summary>The largest number of threads that can be asked for.</summary>
    public const int MaxThreads = 16384;

    public OperationMode Mode { get; set; }

    public FileFormat Format { get; set; }

    public bool Stdout { get; set; }

    public bool Force { get; set; }

    public bool Keep { get; set; }

    public bool SingleStream { get; set; }

    public bool IgnoreCheck { get; set; }

    public bool Robot { get; set; }

    /// <summary>Whether warnings leave the exit status alone.</summary>
    public bool NoWarn { get; set; }

    /// <summary>Whether runs of zeros may become holes.</summary>
    public bool Sparse { get; set; } = true;

    /// <summary>Whether output is on the storage device before its source is deleted.</summary>
    public bool Sync { get; set; } = true;

    /// <summary>The preset, 0 to 9.</summary>
    public int Preset { get; set; } = XzCompressionOptions.DefaultQuality;

    public bool Extreme { get; set; }

    public XzChecksumType Check { get; set; } = XzChecksumType.Crc64;

    /// <summary>Custom suffix, or null.</summary>
    public string? Suffix { get; set; }

    /// <summary>Memory limits in bytes; zero for none.</summary>
    public ulong CompressLimit { get; set; }

    /// <summary>Memory limit of decompression and listing in bytes; zero for none.</summary>
    public ulong DecompressLimit { get; set; }

    /// <summary>Memory limit at which threaded decompression uses fewer threads, in bytes; zero for the
    /// default.</summary>
    public ulong ThreadedDecompressLimit { get; set; }

    /// <summary>Threads, 1 to 16384; zero for as many as there are processors.</summary>
    public int Threads { get; set; }

    /// <summary>Whether output goes to standard output or nowhere, so that the source's name and kind do not
    /// matter.</summary>
    public bool WritesNoFile => Stdout || Mode is OperationMode.Test or OperationMode.List;

    /// <summary>Whether the source stays.</summary>
    public bool KeepsSource => Keep || WritesNoFile || SingleStream;
}
