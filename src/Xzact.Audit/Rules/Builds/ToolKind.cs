namespace Xzact.Audit.Rules.Builds;

/// <summary>What a program is for, as far as a build matters.</summary>
internal enum ToolKind
{
    /// <summary>None of the others.</summary>
    Other,

    /// <summary>Compiles, assembles and links, or calls what does: gcc, cc.</summary>
    Driver,

    /// <summary>Compiles one file: cc1, rustc.</summary>
    Compiler,

    /// <summary>Makes an object of assembler text.</summary>
    Assembler,

    /// <summary>Links.</summary>
    Linker,

    /// <summary>Puts objects into an archive, or changes one.</summary>
    Archiver,

    /// <summary>Changes objects: strip, objcopy.</summary>
    ObjectTool,

    /// <summary>A shell.</summary>
    Shell,

    /// <summary>Another interpreter of scripts.</summary>
    Interpreter,

    /// <summary>make, ninja.</summary>
    Maker,

    /// <summary>Sets a build up: configure, config.status, autoconf, cmake.</summary>
    Configurer,

    /// <summary>Runs tests: ctest, prove.</summary>
    Tester,

    /// <summary>Copies one file after the other.</summary>
    Copier,

    /// <summary>Undoes a compression or an encoding.</summary>
    Decoder,

    /// <summary>Takes checksums.</summary>
    Summer,

    /// <summary>Makes and describes packages.</summary>
    Packager,

    /// <summary>Searches files.</summary>
    Searcher,
}
