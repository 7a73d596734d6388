namespace Xzact.Audit.Case;

/// <summary>
/// Bytes of an explained file that its account did not prove: a comment, a name, a date. They could carry anything, so
/// they are recorded, bounded, and never read by a build (<see cref="Account.Carriers"/>).
/// </summary>
/// <param name="Offset">Offset in the file, in bytes from 0.</param>
/// <param name="Length">Length in bytes, at least 1.</param>
/// <param name="What">What stands there, in a few words.</param>
public sealed record Carrier(long Offset, int Length, string What);
