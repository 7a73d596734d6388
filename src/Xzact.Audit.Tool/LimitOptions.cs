using System.CommandLine;
using Xzact.Audit.Archives;

namespace Xzact.Audit.Tool;

/// <summary>The options that bound what a hostile archive can make the tool do.</summary>
internal sealed class LimitOptions
{
    private readonly Option<int> _files = Positive(
        "--max-files", "Most members of an archive.", ArchiveLimits.Default.MaxMembers);

    private readonly Option<long> _bytes = Positive(
        "--max-bytes", "Most bytes that an archive may unpack to.", ArchiveLimits.Default.MaxTotalBytes);

    private readonly Option<int> _ratio = Positive(
        "--max-ratio", "Most bytes that one compressed byte may become.", ArchiveLimits.Default.MaxRatio);

    private readonly Option<int> _timeout = Positive(
        "--timeout", "Most seconds that reading an archive may take.",
            (int)ArchiveLimits.Default.MaxDuration.TotalSeconds);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_files);
        command.Options.Add(_bytes);
        command.Options.Add(_ratio);
        command.Options.Add(_timeout);
    }

    /// <summary>The limits that were asked for.</summary>
    public ArchiveLimits Read(ParseResult arguments) => new()
    {
        MaxMembers = arguments.GetValue(_files),
        MaxTotalBytes = arguments.GetValue(_bytes),
        MaxMemberBytes = Math.Min(ArchiveLimits.Default.MaxMemberBytes, arguments.GetValue(_bytes)),
        MaxRatio = arguments.GetValue(_ratio),
        MaxDuration = TimeSpan.FromSeconds(arguments.GetValue(_timeout)),
    };

    private static Option<T> Positive<T>(string name, string description, T standard)
        where T : System.Numerics.INumber<T>
    {
        Option<T> option = new(name)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => standard,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && (!T.TryParse(result.Tokens[0].Value, null, out T? value) || value <= T.Zero))
            {
                result.AddError($"{name} wants a positive number; got '{result.Tokens[0].Value}'.");
            }
        });
        return option;
    }
}
