namespace Xzact.Audit.Rules.Shell;

/// <summary>The language around the shell text; it decides comments, quotes and what a dollar sign opens.</summary>
internal enum ShellDialect
{
    /// <summary>A shell script, or text that is closest to one.</summary>
    Shell,

    /// <summary>m4: <c>dnl</c> comments, brackets quote, commas part arguments.</summary>
    M4,

    /// <summary>make: <c>$(NAME)</c> is a variable, <c>$(shell …)</c> a command, <c>$$</c> a dollar sign.</summary>
    Make,
}
