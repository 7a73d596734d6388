namespace Xzact.Tools.Tests;

/// <summary>
/// Runs the golden transcripts. XZACT_XZ=/path/to/xz: on that build of the program. XZACT_REFERENCE_XZ=/path/to/xz: on
/// the real xz, to prove the expectations. XZACT_UPDATE_SNAPSHOTS=1: what comes out is what is expected from now on.
/// </summary>
public sealed class TranscriptTests
{
    private const int FewestCases = 60;

    private static readonly string? s_reference = Environment.GetEnvironmentVariable("XZACT_REFERENCE_XZ");

    private static readonly bool s_updates = Environment.GetEnvironmentVariable("XZACT_UPDATE_SNAPSHOTS") == "1";

    private static readonly Lazy<string> s_referenceVersion = new(() =>
    {
        using var place = new CommandPlace(s_reference);
        return place.Run(s_reference!, "--version").Output.Split('\n')[0].Split(' ')[^1];
    });

    public static TheoryData<string> Names() => [.. Transcript.Names()];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_script_sees_what_the_transcript_says(string name)
    {
        Transcript transcript = Transcript.Load(name);
        if (s_reference is { Length: > 0 })
        {
            Assert.SkipUnless(
                transcript.Proven.Contains(s_referenceVersion.Value), $"Not proven against " +
                    $"{s_referenceVersion.Value}.");
        }

        CommandResult result = transcript.Run(s_reference ?? CommandPlace.ProgramUnderTest);
        if (s_updates)
        {
            transcript.Accept(result);
        }

        Assert.Equal(transcript.Expected, result);
    }

    [Fact]
    public void Each_transcript_names_its_row_and_says_against_what_it_was_proven()
    {
        string[] names = [.. Transcript.Names()];
        Assert.True(names.Length >= FewestCases, $"Only {names.Length} transcripts.");
        Assert.All(names, name =>
        {
            Assert.Matches("^[a-z]+/[TX][0-9]{3}-[a-z0-9-]+$", name);
            Assert.NotEmpty(Transcript.Load(name).Proven);
        });
    }

    [Fact]
    public void No_expectation_is_left_without_its_script()
    {
        string[] orphans = [.. Directory.EnumerateFiles(Transcript.Folder, "*", SearchOption.AllDirectories)
            .Where(path => !File.Exists(Path.ChangeExtension(path, "sh")))];
        Assert.Empty(orphans);
    }
}
