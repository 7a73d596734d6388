using System.Text.RegularExpressions;
using Xzact.Audit.Case;

namespace Xzact.Audit.Rules;

/// <summary>
/// Settings of tests (<c>pytest.ini</c>, <c>tox.ini</c>), of MSBuild (<c>.props</c>, <c>.user</c>) and of gems that say
/// what something is and start nothing. The lists are of what is known to be harmless; every other line may act.
/// </summary>
internal static partial class PlainSettings
{
    /// <summary>Whether a file is one of these.</summary>
    public static bool CanRead(string name) => KindOf(name) is not null;

    /// <summary>The first new line that is not known to be plain; null if there is none.</summary>
    public static Evidence? FirstOther(SuspectFile file)
    {
        Regex plain = KindOf(file.Name)!;

        // Without an element MSBuild cannot read it.
        bool isNone = ReferenceEquals(plain, ProjectLine()) && !file.Text!.Contains('<', StringComparison.Ordinal);
        int before = 0;
        foreach (NewLine line in isNone ? [] : file.NewLines)
        {
            // An indented line goes on with the value of the one before.
            bool goesOn = ReferenceEquals(plain, TestLine()) && line.Raw[0] is ' ' or '\t';
            bool isPlain = goesOn ? line.Number == before + 1 && Value().IsMatch(line.Text) : plain.IsMatch(line.Text);
            if (!isPlain)
            {
                return new("is not known to start nothing", file.Path, line.Number, Excerpt: line.Text);
            }

            before = line.Text[0] == '[' ? 0 : line.Number;
        }

        return null;
    }

    private static Regex? KindOf(string name) => name is "pytest.ini" or "tox.ini" ? TestLine()
        : name.EndsWith(".props", StringComparison.Ordinal) || name.EndsWith(".user", StringComparison.Ordinal)
            ? ProjectLine()
        : name.EndsWith(".gemspec", StringComparison.Ordinal) ? GemLine()
        : null;

    [GeneratedRegex(@"^[A-Za-z0-9_., :;#/*-]*$", RegexOptions.NonBacktracking)]
    private static partial Regex Value();

    // Of addopts only how much is printed and how strict it is: -p and -c load something.
    [GeneratedRegex(
        @"^([#;].*|\[[A-Za-z0-9:_-]+\]"
        + @"|addopts\s*=(\s*(-[qvx]+|-r[A-Za-z]+|--strict(-markers|-config)?|--tb=[a-z]+|--color=[a-z]+"
        + @"|--durations=[0-9]+))*"
        + "|(envlist|env_list|minversion|skipsdist|skip_missing_interpreters|isolated_build|xfail_strict|log_cli"
        + "|log_cli_level|log_level|markers|norecursedirs|junit_family|console_output_style|max-line-length"
        + "|max-complexity|ignore|extend-ignore|exclude|show-source|statistics)"
        + @"\s*=[A-Za-z0-9_., :;/*{}-]*)$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex TestLine();

    // Elements that describe; their values are text without functions, and no attribute but a name for readers.
    [GeneratedRegex(
        @"^(\uFEFF?<\?xml [^<>]*\?>|\uFEFF?<Project( (xmlns|ToolsVersion)=""[A-Za-z0-9:/. -]*"")*\s*/?>"
        + "|</(Project|PropertyGroup|ItemGroup|ImportGroup|ItemDefinitionGroup)>"
        + @"|<(PropertyGroup|ItemGroup|ImportGroup|ItemDefinitionGroup)( Label=""[A-Za-z0-9 ]*"")?\s*/?>"
        + "|<(?<name>ShowAllFiles|DebuggerFlavor|LocalDebuggerWorkingDirectory|LocalDebuggerCommandArguments|Version"
        + "|VersionPrefix|VersionSuffix|AssemblyVersion|FileVersion|InformationalVersion|PackageVersion|Authors"
        + "|Company|Copyright|Description|Product|Title|PackageTags|PackageLicenseExpression|PackageProjectUrl"
        + "|RepositoryUrl|NeutralLanguage|Nullable|LangVersion|ImplicitUsings|TargetFramework|TargetFrameworks"
        + "|WarningLevel|DebugType|DebugSymbols|Deterministic|IsPackable|ProjectView)>"
        + "[^<>$@%]*</[A-Za-z]+>)+$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ProjectLine();

    // Strings without a substitution; extensions and files are not among what may be set.
    [GeneratedRegex(
        @"^(#.*|end|\}|Gem::Specification\.new (do|\{) ?\|[a-z]+\|"
        + @"( ?[a-z]+\.(name|version|summary) *= *(""[^""#\\`]*""|'[^'\\]*') ?\})?"
        + @"|[a-z]+\.(name|version|summary|description|author|email|homepage|license|platform|required_ruby_version"
        + @"|date) *= *(""[^""#\\]*""|'[^'\\]*')"
        + @"|[a-z]+\.(authors|licenses|extra_rdoc_files) *= *\[ *((""[^""#\\]*""|'[^'\\]*')[, ]*)*\])$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex GemLine();
}
