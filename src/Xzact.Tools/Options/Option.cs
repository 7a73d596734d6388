namespace Xzact.Tools.Options;

/// <summary>Whether an option has an argument.</summary>
internal enum ArgumentRule
{
    None,

    /// <summary>As <c>--name=ARG</c> or <c>--name ARG</c>.</summary>
    Required,

    /// <summary>As <c>--name=ARG</c> only.</summary>
    Optional,
}

/// <summary>Under which heading the long help shows an option.</summary>
internal enum OptionGroup
{
    Mode,
    Modifier,
    Compression,
    Filter,
    Other,

    /// <summary>What XZ Utils does not have.</summary>
    Own,

    /// <summary>Not shown: an older name, or one that another entry shows.</summary>
    Hidden,
}

/// <summary>What an option does when it is met: to the settings, or at once and for all.</summary>
/// <param name="context">What the parser knows.</param>
/// <param name="argument">The argument; null if there is none.</param>
internal delegate void OptionAction(OptionContext context, string? argument);

/// <summary>One option: the parser, the help and the tests know it from here.</summary>
/// <param name="Name">Long name without dashes; empty if it has none.</param>
/// <param name="Short">Short name, or zero.</param>
/// <param name="Group">Where the help shows it.</param>
/// <param name="Help">What it does, for the help; its lines are filled by <see cref="HelpText"/>.</param>
/// <param name="Action">What it does.</param>
internal sealed record Option(string Name, char Short, OptionGroup Group, string Help, OptionAction Action)
{
    public ArgumentRule Rule { get; init; }

    /// <summary>The argument as the help names it.</summary>
    public string ArgumentName { get; init; } = "";

    /// <summary>Whether the short help shows it too.</summary>
    public bool IsBasic { get; init; }

    /// <summary>Whether XZ Utils has no such option: it must be typed in full and takes no part in
    /// abbreviations.</summary>
    public bool IsOwn { get; init; }

    /// <summary>The option that this one is another name of; the parser takes them for one.</summary>
    public string Meaning { get; init; } = Name;
}
