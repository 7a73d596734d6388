namespace Xzact.Audit.Shell;

/// <summary>Which scripts count as well formed.</summary>
internal enum ShellGrammar
{
    /// <summary>POSIX.1-2024, Shell Command Language, sections 2.2 to 2.10, as dash reads it.</summary>
    Posix,

    /// <summary>
    /// Besides that what bash scripts use: <c>[[ ]]</c>, <c>(( ))</c>, arrays, <c>function</c>, <c>select</c>,
    /// <c>&lt;&lt;&lt;</c>, <c>&amp;&gt;</c>, <c>|&amp;</c>, process substitution, extended patterns. Some text means
    /// something else in the two grammars, so that one cannot stand for the other.
    /// </summary>
    Extended,
}
