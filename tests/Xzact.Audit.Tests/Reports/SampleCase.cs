using Xzact.Audit.Case;

namespace Xzact.Audit.Tests.Reports;

/// <summary>Cases for the tests of writers, among them names that try to break out of every format.</summary>
internal static class SampleCase
{
    public const string HostilePath = "m4/\u001b[2J\u202E<script>alert(1)</script>\"'&\r\n.m4";

    public static CaseReport Create(params LedgerEntry[] entries)
    {
        Evidence line = new("runs 'date'", HostilePath, 3, Excerpt: "date </pre><script>\u0007");
        Finding finding = new(
            "D03", Severity.Critical, HostilePath, "No known upstream project ever published this macro.",
            Finding.FingerprintOf("D03", HostilePath, "x"),
                [new("aclocal searches its folder", "configure.ac", 2), line]);
        return new()
        {
            Command = "release",
            Subject = "demo\u001b.tar.gz against tag v1.0",
            Inputs = [new("demo\u001b.tar.gz", 1234, new('a', 64), "tar.gz")],
            Source = new("<repo>", "v1.0", new('b', 40), new('c', 40), DateTimeOffset.UnixEpoch),
            Ledger = new(
            [
                new(HostilePath, new(AccountKind.Unaccounted, "in the archive only"))
                {
                    Size = 100,
                    Sha256 = new('d', 64),
                    Role = FileRole.Macro,
                    ReachesBuild = true,
                    References = [new("aclocal searches its folder", "configure.ac", 2)],
                },
                new("src/main.c", new(AccountKind.IdenticalToTag, "same")) { Size = 900, Sha256 = new('e', 64) },
                new("old.txt", new(AccountKind.Missing, "tracked in the tag, not in the archive")),
                .. entries,
            ]),
            Results = [new("D03", "Macro", Outcome.Found, "1 of 1 unexplained files examined", [finding])],
            Observations = [new("a name with control characters", HostilePath, Offset: 512)],
            NotLookedAt = [new("what opaque files decode to", "not built yet") { IsOutOfScope = true }],
        };
    }

    /// <summary>A case whose archive is rather a release of another tag.</summary>
    public static CaseReport OfAnotherTag() => Create() with
    {
        Source = Create().Source! with { BetterTag = new("v1.1\u001b[2J<b>", 1200, 3) },
    };

    /// <summary>A case whose only finding is suppressed, with a release before and a submodule.</summary>
    public static CaseReport Settled()
    {
        CaseReport one = Create();
        return one with
        {
            Suppressed =
            [
                new(one.Findings[0], new("D03", HostilePath, "seen\u001b <b> by | all", new(2027, 1, 31))),
            ],
            Notices = [new("the suppression of D01 matches no finding", "src/`x`|*.c")],
            Source = one.Source! with
            {
                TagChoice = "the only tag with the version 1.0 of the archive's name",
                Submodules = [new("lib/\u202Eone", new('f', 40), "<other>")],
            },
            Package = new(
                "Debian source package", "demo_1.0-1.dsc", [new("fix\u001b.patch", ["a<b>.c", "d`e`.c"])],
                ["debian/rules"]),
            Previous = new(new("demo-0.9.tar.gz", 1, new('9', 64), "tar.gz"), 1, 2, 3, ["gone\u001b.txt"]),
            Ledger = new(one.Ledger.Entries.Select(e => e with { SincePrevious = PreviousState.New })),
        };
    }

    /// <summary>A case in which two rules meet in one file, with the same evidence.</summary>
    public static CaseReport Combined()
    {
        CaseReport one = Create();
        Finding first = one.Findings[0] with { TogetherWith = ["D10"] };
        Finding second = first with { RuleId = "D10", Message = "It searches.", TogetherWith = ["D03"] };
        return one with
        {
            Results =
            [
                one.Results[0] with { Findings = [first with { Evidence = [.. first.Evidence, .. first.Evidence] }] },
                one.Results[0] with { CheckId = "D10", Findings = [second] },
            ],
        };
    }

    /// <summary>A case in which the hostile file was regenerated with other lines, and something was run.</summary>
    public static CaseReport Regenerated() => WithResidual(new(
        ResidualBasis.Regenerated,
        [new(3, ["eval\u001b[2J <script>", "second"], 3, []), new(9, [], 7, ["left </pre> out"])]));

    /// <summary>A case in which the hostile file has lines that belong to nothing known.</summary>
    public static CaseReport Split() => WithResidual(new(
        ResidualBasis.KnownParts, [new(3, ["eval\u001b[2J <script>", "```", "second"], null, [])])) with
    {
        Regeneration = null,
    };

    private static CaseReport WithResidual(Residual residual)
    {
        CaseReport one = Create();
        LedgerEntry[] entries =
        [
            .. one.Ledger.Entries.Select(e => e.Path != HostilePath ? e : e with
            {
                Account = e.Account with
                {
                    Residual = residual,
                },
            }),
        ];
        return one with
        {
            Ledger = new(entries),
            Regeneration = new(
                [new("bootstrap", 1, "no\u0007 tool <b>")],
                [new("autoconf", "2.69", "2.71"), new("bison", "3.8", null), new("flex", null, "2.6.4")], 4, 1, 3),
        };
    }

    public static CaseReport Clean() => Create() with
    {
        Ledger = new(
            [new("src/main.c", new(AccountKind.IdenticalToTag, "same")) { Size = 900, Sha256 = new('e', 64) }]),
        Results = [new("D03", "Macro", Outcome.NotApplicable, "nothing to examine", [])],
        Observations = [],
    };

    public static CaseReport Incomplete() => Clean() with
    {
        Ledger = Ledger.Empty,
        Results = [new("archive", "The archive was read", Outcome.Incomplete, "truncated at byte 77", [])],
    };

    public static string Write(this CaseReport report, Audit.Reports.ReportFormat format, bool color = false)
    {
        using StringWriter output = new();
        Audit.Reports.ReportWriters.Create(format, new("1.2.3", color)).Write(report, output);
        return output.ToString();
    }
}
