using System.Buffers;
using Xzact.Audit.BuildText;
using Xzact.Audit.Case;
using Xzact.Audit.Rules.CMake;
using Xzact.Audit.Rules.Make;
using Xzact.Audit.Rules.Shell;

namespace Xzact.Audit.Rules;

/// <summary>
/// The severity of unexplained build text: content, role and reachability. Text that can act and that the build
/// reaches is High; if only one of the two was shown it is Medium, else Low.
/// </summary>
internal static class BuildTextSeverity
{
    private static readonly SearchValues<char> s_brackets = SearchValues.Create("{}()[],;");

    /// <summary>The severity of a file of build text, with the evidence for it.</summary>
    public static (Severity Severity, IReadOnlyList<Evidence> Evidence) Of(SuspectFile file)
    {
        Evidence? acting = FirstAct(file);
        List<Evidence> evidence = [.. file.Entry.References];
        if (acting is not null)
        {
            evidence.Add(acting);
        }

        Severity severity = (file.Entry.ReachesBuild, acting) switch
        {
            (true, not null) => Severity.High,
            (false, null) => Severity.Low,
            _ => Severity.Medium,
        };
        return (severity, evidence);
    }

    /// <summary>
    /// The first new text that holds a command, substitution, expansion into a command, include or file read; null
    /// if there is none.
    /// </summary>
    public static Evidence? FirstAct(SuspectFile file)
    {
        if (file.Text is null)
        {
            return null;
        }

        return file.Entry.Role switch
        {
            FileRole.Make when file.Name == "LINGUAS" => FirstStrangeName(file),
            FileRole.Macro or FileRole.ConfigureInput or FileRole.ConfigureScript or FileRole.Script
                or FileRole.Template => ShellActs.First(file),
            FileRole.Make => MakeActs.First(file),
            FileRole.CMake => CMakeActs.First(file),
            FileRole.PackageBuild when SettingActs.CanRead(file.Name) => SettingActs.First(file),

            // Languages this version does not tokenize: any new line that is no comment may act.
            _ => FirstCodeLine(file),
        };
    }

    // config.status puts each name between the quotes of the shell, of sed and of make.
    private static Evidence? FirstStrangeName(SuspectFile file)
    {
        foreach (NewLine line in file.NewLines.Where(l => l.Text[0] != '#'))
        {
            string[] names = line.Text.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (!Array.TrueForAll(names, LanguageName.Is))
            {
                return new("holds what is no name of a language", file.Path, line.Number, Excerpt: line.Text);
            }
        }

        return null;
    }

    private static Evidence? FirstCodeLine(SuspectFile file)
    {
        foreach (NewLine line in file.NewLines)
        {
            if (line.Text[0] != '#' && line.Text.AsSpan().ContainsAnyExcept(s_brackets))
            {
                return new("holds code", file.Path, line.Number, Excerpt: line.Text);
            }
        }

        return null;
    }
}
