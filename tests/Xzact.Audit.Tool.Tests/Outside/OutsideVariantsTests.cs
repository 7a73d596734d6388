namespace Xzact.Audit.Tool.Tests.Outside;

/// <summary>
/// The outsider's variants: written by someone who has not read the rules, and named before they were first run.
/// docs/outside-variants.md publishes what comes out; <c>XZACT_UPDATE_SNAPSHOTS=1</c> writes it anew.
/// </summary>
public sealed class OutsideVariantsTests
{
    private const string NeedsAutoconf = "autoconf";

    private static IReadOnlyList<OutsideVariant> Variants { get; } =
    [
        .. AutotoolsVariants.All, .. DocumentVariants.All, .. MakeVariants.All, .. TreeVariants.All, .. GitVariants.All,
        .. ArchiveVariants.All, .. CMakeVariants.All, .. MesonVariants.All, .. PythonVariants.All, .. CargoVariants.All,
    ];

    private static string Page
    {
        get
        {
            string? folder = AppContext.BaseDirectory;
            while (folder is not null && !File.Exists(Path.Combine(folder, "Xzact.slnx")))
            {
                folder = Path.GetDirectoryName(folder);
            }

            Assert.NotNull(folder);
            return Path.Combine(folder, "docs", "outside-variants.md");
        }
    }

    [Fact]
    public void Every_variant_has_its_own_name_and_a_known_base()
    {
        Assert.Equal(Variants.Count, Variants.Select(one => one.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(Variants, one => Assert.Contains(one.Base, HonestBases.All.Keys));
        Assert.True(Variants.Count >= 24);
    }

    [Fact]
    public void Every_variant_and_every_twin_changes_something()
    {
        foreach (OutsideVariant variant in Variants.Where(CanRun))
        {
            foreach (Action<OutsideRelease> change in (Action<OutsideRelease>[])[variant.Attack, variant.Honest])
            {
                Assert.True(Differs(Make(variant.Base, change), HonestBases.All[variant.Base]()), variant.Name);
            }
        }
    }

    /// <summary>Where everything must be run nothing may be left out.</summary>
    [Fact]
    public void Autoconf_is_there_where_its_variants_must_be_run() =>
        Assert.True(AutoconfRun.IsInstalled || Environment.GetEnvironmentVariable("CI") != "true", "no autoconf");

    [Fact]
    public async Task The_page_says_of_every_variant_and_twin_what_the_tool_says()
    {
        string page = await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken);
        string[] published = page.Split('\n');
        Dictionary<string, OutsideReport> honest = new(StringComparer.Ordinal);
        List<string> bases = [];
        foreach ((string name, Func<OutsideRelease> make) in HonestBases.All)
        {
            if (name != NeedsAutoconf || AutoconfRun.IsInstalled)
            {
                honest[name] = await OutsideAudit.RunAsync(make());
                bases.Add(OutsideTable.Row(name, honest[name]));
            }
            else
            {
                bases.Add(published.Single(row => row.StartsWith($"| base `{name}` ", StringComparison.Ordinal)));
            }
        }

        List<string> variants = [];
        foreach (OutsideVariant variant in Variants)
        {
            variants.Add(CanRun(variant)
                ? await RowAsync(variant, honest[variant.Base])
                : published.Single(row => row.StartsWith($"| `{variant.Name}` ", StringComparison.Ordinal)));
        }

        string text = OutsideTable.Text(bases, variants);
        int begin = page.IndexOf(OutsideTable.Begin, StringComparison.Ordinal);
        int end = page.IndexOf(OutsideTable.End, StringComparison.Ordinal) + OutsideTable.End.Length;
        string expected = page[begin..end];
        if (Environment.GetEnvironmentVariable("XZACT_UPDATE_SNAPSHOTS") == "1")
        {
            string renewed = page[..begin] + text + page[end..];
            await File.WriteAllTextAsync(Page, renewed, TestContext.Current.CancellationToken);
            return;
        }

        Assert.Equal(expected.Split('\n'), text.Split('\n'));
    }

    private static bool CanRun(OutsideVariant variant) => variant.Base != NeedsAutoconf || AutoconfRun.IsInstalled;

    private static async Task<string> RowAsync(OutsideVariant variant, OutsideReport honest)
    {
        OutsideRelease release = Make(variant.Base, variant.Attack);
        OutsideReport attack = await OutsideAudit.RunAsync(release);
        HashSet<string> changed = Changed(release, HonestBases.All[variant.Base]());
        OutsideRelease innocent = Make(variant.Base, variant.Honest);
        OutsideReport twin = await OutsideAudit.RunAsync(innocent);
        return OutsideTable.Row(
            variant,
            attack.Beyond(honest, changed),
            attack.Beyond(honest, new HashSet<string>()).Meets(variant.AtLeast),
            twin.Beyond(honest, Changed(innocent, HonestBases.All[variant.Base]())));
    }

    private static OutsideRelease Make(string name, Action<OutsideRelease> change)
    {
        OutsideRelease release = HonestBases.All[name]();
        change(release);
        return release;
    }

    /// <summary>Files of the archive that are not those of the honest one, in content, permissions or fields.</summary>
    private static HashSet<string> Changed(OutsideRelease release, OutsideRelease honest)
    {
        SortedDictionary<string, OutsideFile> files = honest.Archive;
        return
        [
            .. release.Archive.Keys.Where(one => !files.TryGetValue(one, out OutsideFile? file)
                || !Same(file, release.Archive[one])),
            .. release.Times.Keys, .. release.Groups.Keys, .. release.Records.Keys, .. release.Beside.Keys,
        ];
    }

    private static bool Differs(OutsideRelease release, OutsideRelease honest) =>
        Changed(release, honest).Count + release.EmptyFolders.Count + release.Submodules.Count > 0
        || release.GroupMayWrite || !release.LeftOut.SetEquals(honest.LeftOut);

    private static bool Same(OutsideFile left, OutsideFile right) => left.Executable == right.Executable
        && left.LinkTarget == right.LinkTarget && left.Content.AsSpan().SequenceEqual(right.Content);
}
