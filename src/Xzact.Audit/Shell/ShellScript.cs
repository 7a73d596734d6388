namespace Xzact.Audit.Shell;

/// <summary>What a parser made of a script.</summary>
/// <param name="Commands">All commands that could be parsed, in order.</param>
/// <param name="Errors">Where it could not, at most <see cref="ShellParser.MaxErrors"/>.</param>
/// <param name="Length">The script's bytes.</param>
/// <param name="Skipped">Bytes that stand in no parsed command because of an error.</param>
internal sealed record ShellScript(
    CommandList Commands, IReadOnlyList<ShellSyntaxError> Errors, int Length, int Skipped)
{
    /// <summary>The part of the script that was parsed, from 0 to 1.</summary>
    public double Coverage => Length == 0 ? 1 : 1 - ((double)Skipped / Length);
}

/// <summary>Why a part of a script could not be parsed.</summary>
/// <param name="Offset">The byte at which it was noticed.</param>
/// <param name="Message">What was read, and what should have stood there.</param>
internal sealed record ShellSyntaxError(int Offset, string Message);
