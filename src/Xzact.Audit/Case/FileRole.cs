namespace Xzact.Audit.Case;

/// <summary>What a file is for, judged by its path, mode and first bytes; never by what it claims.</summary>
public enum FileRole
{
    /// <summary>None of the others: data, images, archives.</summary>
    Other,

    /// <summary>m4 macros.</summary>
    Macro,

    /// <summary>configure.ac, configure.in.</summary>
    ConfigureInput,

    /// <summary>The configure script, config.status, config.site and the like.</summary>
    ConfigureScript,

    /// <summary>Makefiles, their templates and fragments.</summary>
    Make,

    /// <summary>CMake lists and modules.</summary>
    CMake,

    /// <summary>Meson and its wraps.</summary>
    Meson,

    /// <summary>Scripts of any interpreter.</summary>
    Script,

    /// <summary>Build description of a language's package manager (setup.py, package.json, Cargo.toml).</summary>
    PackageBuild,

    /// <summary>A template that configure or CMake fills in.</summary>
    Template,

    /// <summary>Source text that a compiler reads.</summary>
    Source,

    /// <summary>Files below a test folder that are none of the above.</summary>
    TestData,

    /// <summary>Message catalogues.</summary>
    Translation,

    /// <summary>Text for people.</summary>
    Documentation,
}
