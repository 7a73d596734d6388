namespace Xzact;

/// <summary>What became of a part of a file that <see cref="XzSalvage"/> went through.</summary>
public enum XzSalvageState
{
    /// <summary>A Block that was decoded to its end and whose check matches; it was written.</summary>
    Verified = 0,

    /// <summary>
    /// A Block that was decoded to its end, and has no check or one that is not known or was not to be compared; it was
    /// written.
    /// </summary>
    Unchecked,

    /// <summary>
    /// The start of a damaged Block, as far as it can be decoded; its bytes may be wrong. It was written, because that
    /// was asked for.
    /// </summary>
    Damaged,

    /// <summary>A part that was not written: its content is lost, or it has none.</summary>
    Lost,
}
