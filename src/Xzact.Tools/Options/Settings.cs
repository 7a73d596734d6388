using Xzact.Format;
using Xzact.Tools.Extras;
using Xzact.Tools.Files;
using Xzact.Tools.Filters;
using Xzact.Tools.Memory;

namespace Xzact.Tools.Options;

/// <summary>What is done with each file.</summary>
internal enum OperationMode
{
    Compress,
    Decompress,
    Test,
    List,

    /// <summary>Draw where the Blocks lie.</summary>
    Map,

    /// <summary>Decompress what is intact of a damaged file.</summary>

    /// <summary>Measure speed.</summary>
    Bench,
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

    /// <summary>The preset, or the filters.</summary>
    public Chains Chains { get; } = new();

    public CheckId Check { get; set; } = CheckId.Crc64;

    /// <summary>Custom suffix, or null.</summary>
    public string? Suffix { get; set; }

    /// <summary>A list of more operands; null for none.</summary>
    public NameList? Names { get; set; }

    public MemoryLimits Limits { get; } = new();

    /// <summary>Whether settings may change so that a memory limit is kept.</summary>
    public bool Adjusts { get; set; } = true;

    public ThreadSetting Threads { get; set; } = ThreadSetting.Automatic;

    /// <summary>Most bytes of data in a Block; zero to choose.</summary>
    public ulong BlockSize { get; set; }

    /// <summary>Where Blocks end; null for no list.</summary>
    public BlockList? BlockList { get; set; }

    /// <summary>Milliseconds after which pending data is written while input stays away; zero for never.</summary>
    public ulong FlushTimeout { get; set; }

    /// <summary>Whether the files in directories are taken.</summary>
    public bool Recursive { get; set; }

    /// <summary>Whether lists are JSON.</summary>
    public bool Json { get; set; }

    /// <summary>Whether Blocks end where the content says so.</summary>
    public bool Rsyncable { get; set; }

    /// <summary>Whether what is intact in damaged files is wanted.</summary>
    public bool Recovers { get; set; }

    /// <summary>The part of the content that is wanted; null for all.</summary>
    public ByteRange? Range { get; set; }

    /// <summary>Whether .lz may be written.</summary>
    public bool WritesLzip { get; private set; }

    /// <summary>Whether output goes to standard output or nowhere, so that the source's name and kind do not
    /// matter.</summary>
    public bool WritesNoFile => Stdout || Mode is OperationMode.Test or OperationMode.List or OperationMode.Map;

    /// <summary>Whether the source is read out of order.</summary>
    public bool NeedsRegularFile =>
        Mode is OperationMode.List or OperationMode.Map || Recovers || Range is not null;

    /// <summary>Whether the source stays.</summary>
    public bool KeepsSource => Keep || WritesNoFile || SingleStream || Recovers;

    /// <summary>Has .lz written.</summary>
    public void UseLzip()
    {
        Format = FileFormat.Lzip;
        WritesLzip = true;
    }
}
