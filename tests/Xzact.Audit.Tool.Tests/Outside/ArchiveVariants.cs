namespace Xzact.Audit.Tool.Tests.Outside;

/// <summary>Ways through the fields of the archive itself; the files are the tag's.</summary>
internal static class ArchiveVariants
{
    public static IEnumerable<OutsideVariant> All =>
    [
        new(
            "attribute-with-script", "make",
            "An extended attribute of a member, which extraction restores, holds a script that a tracked test prints.",
            Expectation.Reported,
            release => release
                .Track("tests/attributes.sh", "#!/bin/sh\n# Packing must keep attributes.\n"
                    + "getfattr --only-values -n user.comment tests/data/one.case > tests/attributes.out")
                .Record("tests/data/one.case", "SCHILY.xattr.user.comment", "echo INERT TEST FIXTURE"),
            "tar kept the time of the last access, as its pax form does",
            release => release.Record("tests/data/one.case", "atime", "1746270000.25")),
        new(
            "capability", "make",
            "An attribute gives a script of the archive the right to read every file once root unpacks it.",
            Expectation.HighFinding,
            release => release.Record(
                "tests/run.sh",
                "SCHILY.xattr.security.capability",
                "\u0001\0\0\u0002\u0004\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
            "tar kept an access list that says what the permissions say",
            release => release.Record("tests/run.sh", "SCHILY.acl.access", "user::rwx,group::r-x,other::r-x")),
        new(
            "group-is-a-command", "make",
            "A tracked test evaluates the listing of the archive that it was unpacked from; a group's name is a "
                + "command.",
            Expectation.Reported,
            release =>
            {
                release.Groups["tests/data/one.case"] = "$(echo INERT)";
                release.Track("tests/owners.sh", "#!/bin/sh\n# All members must have one owner.\n"
                    + "for o in $(tar tvf \"$1\" | cut -d' ' -f2 | sort -u); do eval \"set -- $o\"; done");
            },
            "the members belong to the group of a build service",
            release =>
            {
                foreach (string path in release.Archive.Keys)
                {
                    release.Groups[path] = "builders";
                }
            }),
    ];
}
