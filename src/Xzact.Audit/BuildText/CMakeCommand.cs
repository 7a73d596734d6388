namespace Xzact.Audit.BuildText;

/// <summary>A command invocation of a CMake file.</summary>
/// <param name="Name">Its name in lower case: CMake does not tell case apart.</param>
/// <param name="Arguments">Its arguments without quotes and brackets; parentheses among them are left out.</param>
/// <param name="Line">The line on which it begins, from 1.</param>
/// <param name="EndLine">The line on which it ends.</param>
/// <param name="Text">Its first line as written, for evidence.</param>
internal sealed record CMakeCommand(
    string Name, IReadOnlyList<string> Arguments, int Line, int EndLine, string Text);
