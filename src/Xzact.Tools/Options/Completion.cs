using System.Text;
using Xzact.Tools.Commands;

namespace Xzact.Tools.Options;

/// <summary>What makes shells complete the options, from the table of options.</summary>
internal static class Completion
{
    private const string Names = "xz unxz xzcat lzma unlzma lzcat";

    private static IEnumerable<Option> Shown => OptionTable.All.Where(option => option.Name.Length > 0);

    /// <summary>The text for a shell.</summary>
    /// <exception cref="UsageException">It is none that is known.</exception>
    public static string Of(string shell) => shell switch
    {
        "bash" => Bash(),
        "zsh" => Zsh(),
        "fish" => Fish(),
        _ => throw new UsageException($"{shell}: No shell that is known; they are bash, zsh and fish"),
    };

    /// <summary>The words an argument may be; null if it is none of a few.</summary>
    private static string? Words(Option option) => option.Name switch
    {
        "format" => "auto xz lzma lzip raw",
        "check" => "none crc32 crc64 sha256",
        "completion" => "bash zsh fish",
        "manual" => string.Join(' ', CommandNames.Installed),
        _ => null,
    };

    private static string Bash()
    {
        string names = string.Join(' ', Shown.Select(
            option => "--" + option.Name + (option.Rule == ArgumentRule.Required ? "=" : "")));
        string cases = string.Join('\n', Shown.Where(option => Words(option) is not null).Select(option =>
            $"    --{option.Name}{(option.Short == '\0' ? "" : "|-" + option.Short)}) words='{Words(option)}' ;;"));
        return $$"""
            # Completion for {{Names}} in bash.
            _xzact_xz() {
              local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} prefix= words= word
              # The argument behind = is a word of its own, unless COMP_WORDBREAKS was changed.
              [[ $current == = ]] && current=
              [[ $previous == = ]] && previous=${COMP_WORDS[COMP_CWORD-2]}
              [[ $current == --*=* ]] && previous=${current%%=*} prefix=$previous= current=${current#*=}
              case $previous in
            {{cases}}
              esac
              # Behind -- there are files only.
              for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
                [[ $word == -- ]] && words= previous=-- && break
              done
              if [[ $words ]]; then
                COMPREPLY=($(compgen -P "$prefix" -W "$words" -- "$current"))
              elif [[ $current == -* && ! $prefix && $previous != -- ]]; then
                COMPREPLY=($(compgen -W '{{names}}' -- "$current"))
                [[ ${COMPREPLY[*]} == *= ]] && compopt -o nospace
              else
                mapfile -t COMPREPLY < <(compgen -P "$prefix" -f -- "$current")
                compopt -o filenames
              fi
            }
            complete -F _xzact_xz {{Names}}

            """;
    }

    private static string Zsh()
    {
        var text = new StringBuilder($"#compdef {Names}\n# Completion for {Names} in zsh.\n_arguments -s -S \\\n");
        foreach (Option option in Shown)
        {
            string argument = option.Rule switch
            {
                ArgumentRule.None => "",
                _ => ":" + option.ArgumentName.Trim('[', ']').ToLowerInvariant().Replace(':', ' ')
                    + (Words(option) is { } words ? $":({words})" : ":_files"),
            };
            string mark = option.Rule switch
            {
                ArgumentRule.Required => "=",
                ArgumentRule.Optional => "=-",
                _ => "",
            };
            string help = option.Help.Replace("'", "'\\''", StringComparison.Ordinal)
                .Replace("[", "(", StringComparison.Ordinal).Replace("]", ")", StringComparison.Ordinal)
                .Replace(":", " -", StringComparison.Ordinal);
            string letter = option.Short == '\0' || option.Meaning != option.Name
                ? ""
                : $"'-{option.Short}[{help}]{(argument.Length > 0 ? argument : "")}' ";
            text.Append($"  {letter}'--{option.Name}{mark}[{help}]{argument}' \\\n");
        }

        return text.Append("  '*:file:_files'\n").ToString();
    }

    private static string Fish()
    {
        var text = new StringBuilder($"# Completion for {Names} in fish.\n");
        foreach (string name in Names.Split(' '))
        {
            foreach (Option option in Shown)
            {
                text.Append($"complete -c {name} -l {option.Name}")
                    .Append(option.Short == '\0' || option.Meaning != option.Name ? "" : $" -s {option.Short}")
                    .Append(option.Rule == ArgumentRule.Required ? " -r" : "")
                    .Append(Words(option) is { } words ? $" -f -a '{words}'" : "")
                    .Append(option.Help.Length == 0
                        ? "\n"
                        : $" -d '{option.Help.Replace("'", "\\'", StringComparison.Ordinal)}'\n");
            }
        }

        return text.ToString();
    }
}
