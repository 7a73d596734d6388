namespace Xzact.Coding;

/// <summary>
/// What threads have under way, so that whoever shows progress can compare like with like: input that was used is what
/// was read less <paramref name="Input"/>, and what became of it is what was written and <paramref name="Output"/>.
/// </summary>
/// <param name="Input">Bytes that were taken and are not coded.</param>
/// <param name="Output">Bytes that were coded and are not handed out.</param>
internal readonly record struct PendingBytes(long Input, long Output);
