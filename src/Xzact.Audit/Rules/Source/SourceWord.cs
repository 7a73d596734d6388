namespace Xzact.Audit.Rules.Source;

/// <summary>A word of source text that is code.</summary>
/// <param name="Text">The identifier.</param>
/// <param name="Line">From 1.</param>
/// <param name="IsCalled">Whether an opening parenthesis follows.</param>
/// <param name="IsMember">Whether it names a member of something: behind a dot or an arrow.</param>
internal readonly record struct SourceWord(string Text, int Line, bool IsCalled, bool IsMember);
