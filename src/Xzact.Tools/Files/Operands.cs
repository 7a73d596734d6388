using Xzact.Tools.Messages;
using Xzact.Tools.Options;

namespace Xzact.Tools.Files;

/// <summary>The files that are to be processed: operands, then the names of a list.</summary>
internal sealed class Operands(IReadOnlyList<string> operands, Settings settings, Reporter reporter)
{
    /// <summary>How many there are; zero if that is not known.</summary>
    public int Count => settings.Names is null && !settings.Recursive ? operands.Count : 0;

    /// <summary>Does the same with each; one that fails does not keep the others from it.</summary>
    /// <param name="action">What is done; null stands for standard input.</param>
    public void ForEach(Action<string?> action)
    {
        foreach (string operand in operands)
        {
            if (operand.Length == 0)
            {
                reporter.Error("Empty filename, skipping");
            }
            else if (operand != SourceFile.StandardName)
            {
                Take(operand, action);
            }
            else if (CheckStandard() is { } refusal)
            {
                reporter.Error(refusal);
            }
            else
            {
                action(null);
            }
        }

        ForEachOfList(action);
    }

    /// <summary>A file; or, if that is wanted, the files in a directory for which there is something to do.</summary>
    private void Take(string name, Action<string?> action)
    {
        if (!settings.Recursive || !DirectoryTree.IsDirectory(name))
        {
            action(name);
            return;
        }

        foreach (string file in DirectoryTree.Files(name, reporter))
        {
            bool isCompressed = Suffixes.Remove(file, settings.Format, settings.Suffix) is not null;
            if (isCompressed != (settings.Mode == OperationMode.Compress))
            {
                action(file);
            }
        }
    }

    private void ForEachOfList(Action<string?> action)
    {
        if (settings.Names is null)
        {
            return;
        }

        using NameList names = settings.Names;
        try
        {
            while (names.Next() is { } name)
            {
                Take(name, action);
            }
        }
        catch (SkippedException reason)
        {
            reporter.Skipped(reason);
        }
    }

    /// <summary>Why standard input is not for us; null if it is.</summary>
    private string? CheckStandard() =>
        TerminalCheck.Refusal(compresses: settings.Mode == OperationMode.Compress)
        ?? (settings.Names is { IsStandard: true }
            ? "Cannot read data from standard input when reading filenames from standard input"
            : null);
}
