using System.Globalization;
using System.Text;

namespace Xzact.Audit.Git;

/// <summary>Why a question to a repository has no answer.</summary>
public enum GitFailure
{
    /// <summary>The path is neither a work tree, nor a bare repository, nor a bundle.</summary>
    NotARepository,

    /// <summary>No tag has exactly this name, or what has it is no tag of a commit.</summary>
    NoSuchTag,

    /// <summary>The object is not in this repository: a shallow or partial clone, or borrowed objects.</summary>
    MissingObject,

    /// <summary>An object does not have the content that its id promises, or breaks its format.</summary>
    Corrupt,

    /// <summary>A limit of <see cref="GitOptions"/> was reached.</summary>
    OverLimit,

    /// <summary>The <c>git</c> program was not found.</summary>
    GitMissing,

    /// <summary>The <c>git</c> program failed, or the repository uses a feature that is not supported.</summary>
    Failed,
}

/// <summary>A repository could not be read. The message says what, where and why, safe to print.</summary>
public sealed class GitException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="failure">The kind of failure.</param>
    /// <param name="message">What, where and why. Control characters are escaped.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public GitException(GitFailure failure, string message, Exception? innerException = null)
        : base(Printable(message), innerException) => Failure = failure;

    /// <summary>The kind of failure.</summary>
    public GitFailure Failure { get; }

    /// <summary>For <see cref="GitFailure.NoSuchTag"/>: the nearest names that exist, best first.</summary>
    public IReadOnlyList<string> Candidates { get; init; } = [];

    // Names in a repository are the author's free choice; a terminal must not obey them.
    private static string Printable(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (char.IsControl(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c)
                is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                printable.Append("\\u").Append(((int)c).ToString("x4"));
            }
            else
            {
                printable.Append(c);
            }
        }

        return printable.ToString();
    }
}
