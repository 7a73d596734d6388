using System.Text;
using Xzact.Audit;
using Xzact.Audit.Exposure.Advisories;
using Xzact.Audit.Exposure.Inventories;
using Xzact.Audit.Exposure.Matching;
using Xzact.Audit.Exposure.Roots;
using Xzact.Audit.Exposure.Sboms;
using Xzact.Audit.People;
using Xzact.Fuzz.Inputs;
using Xzact.Testing;

namespace Xzact.Fuzz.Harnesses.Auditor;

/// <summary>What others write for machines and people: lists of parts, records of advisories, mailboxes. One byte
/// chooses the reader, then the content.</summary>
internal sealed class ListHarness : AuditorHarness
{
    private const int Readers = 3;

    public override string Name => "list";

    public override IEnumerable<byte[]> Seeds()
    {
        (byte Reader, string Text)[] seeds =
        [
            (0, """
                {"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"type":"library","name":"liblzma5",
                "version":"5.6.1-1","purl":"pkg:deb/debian/liblzma5@5.6.1-1?distro=debian-13&upstream=xz-utils",
                "components":[{"name":"é\u00e9","version":"1"}]},{"purl":"pkg:npm/%40a/b@1.0.0#c"}]}
                """),
            (0, """
                {"spdxVersion":"SPDX-2.3","packages":[{"name":"xz","versionInfo":"5.6.0","sourceInfo":"from: xz 5.6.0",
                "externalRefs":[{"referenceType":"purl","referenceLocator":"pkg:rpm/fedora/xz@5.6.0-1.fc40"}]}]}
                """),
            (0, "SPDXVersion: SPDX-2.3\nPackageName: xz\nPackageVersion: 5.6.0\n"
                + "ExternalRef: PACKAGE-MANAGER purl pkg:apk/alpine/xz@5.6.1-r1\n\nPackageName: y\n"),
            (1, """
                {"id":"CVE-1","aliases":["X-1"],"summary":"s","affected":[{
                "package":{"ecosystem":"Debian:13","name":"xz",
                "purl":"pkg:deb/debian/xz"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},
                {"fixed":"1:2-3"}]},{"type":"SEMVER","events":[{"introduced":"1.0.0"},{"last_affected":"1.2.0"}]}],
                "versions":["5.6.0"]}],"severity":[{"type":"CVSS_V3",
                "score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H"}]}
                """),
            (2, "From a@b Mon Jan  1 00:00:00 2024\nFrom: =?utf-8?q?A=20B?= <a@example.org>\nDate: Mon, 1 Jan 2024 "
                + "00:00:00 +0000\nMessage-ID: <1@x>\nIn-Reply-To: <0@x>\nSubject: s\nContent-Type: multipart/mixed; "
                + "boundary=\"q\"\n\n--q\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\nYWJj\n--q\n\n"
                + "> old\nnew =3D\n--q--\n\nFrom c@d Tue Jan  2 00:00:00 2024\nSubject: t\n\nbody\n"),
        ];
        return seeds.Select(seed => (byte[])[seed.Reader, .. Encoding.UTF8.GetBytes(seed.Text)]);
    }

    public override byte[] Mutate(Mutator mutator, byte[] input, byte[] other)
    {
        byte[] changed = mutator.Change(input, other);
        if (changed.Length > 0 && input.Length > 0)
        {
            changed[0] = input[0];
        }

        return changed;
    }

    protected override IEnumerable<(string Kind, string Data)> Read(byte[] input)
    {
        if (input.Length == 0)
        {
            return [];
        }

        byte[] content = input[1..];
        try
        {
            return (input[0] % Readers) switch
            {
                0 => Parts(content),
                1 => Advisory(content),
                _ => Mails(content),
            };
        }
        catch (InventoryException e)
        {
            return [(e.Message, "")];
        }
        catch (AuditInputException e)
        {
            return [(e.Message, "")];
        }
    }

    private static (string Kind, string Data)[] Parts(byte[] content)
    {
        Sbom list = SbomReader.Read(content, "list");
        return
        [
            ("list", list.Format), .. list.WithoutVersion.Select(name => ("no version", name)),
            .. list.Packages.Select(p => ($"{p.Scheme}", $"{p.Kind} {p.Name} {p.Version} {p.Source}")),
        ];
    }

    private static (string Kind, string Data)[] Advisory(byte[] content)
    {
        if (OsvReader.Read(content, "record") is not { } record)
        {
            return [("withdrawn", "")];
        }

        InstalledPackage[] packages =
        [
            .. record.Affected.Take(8).SelectMany(a => a.Versions.Take(8).Append("1.0-1").Select(version =>
                new InstalledPackage("deb", a.Name, version, Audit.Exposure.Versions.VersionScheme.Dpkg, new("x")))),
        ];
        RecordMatcher matcher = new(new PackageIndex(packages));
        matcher.Add(record);
        return
        [
            ($"record {record.Rating} {record.Affected.Count}", record.Id),
            .. record.Affected.SelectMany(a => a.Ranges).Select(r => ($"{r.Type} {r.Events.Count}", "")),
            .. matcher.Verdicts.Select(v => ("verdict", $"{v}")),
        ];
    }

    private static (string Kind, string Data)[] Mails(byte[] content)
    {
        (string, string)[] mails =
        [
            .. MailboxReader.Read(new MemoryStream(content), "mails").Select(m =>
                ($"mail {m.Address.Length > 0} {m.Time is not null} {m.IsTooDeep} {m.Answers.Count}",
                    $"{m.Offset} {m.Subject} {m.Text} {MailRequests.Of(m.Text)}")),
        ];
        Require.That(mails.Length <= content.Length, "More mails than bytes.");
        return mails;
    }
}
