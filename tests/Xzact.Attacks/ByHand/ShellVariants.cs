using System.Formats.Tar;

namespace Xzact.Attacks.ByHand;

/// <summary>Commands that run data without looking like it.</summary>
internal static class ShellVariants
{
    public static IEnumerable<HandVariant> All =>
    [
        new(
            "trap-at-exit", "autotools",
            "configure sets a trap whose text is a decoded fixture, and the trap runs when configure ends.",
            files => files
                .Put("tests/data/good-notes.gz", HandFiles.Gzip(HandFiles.Script))
                .Append("configure", """
                    at_exit=`gzip -dc $srcdir/tests/data/good-notes.gz`
                    trap "$at_exit" 0
                    """))
        {
            Decode = "gzip -dc tests/data/good-notes.gz",
        },
        new(
            "environment-file", "autotools",
            "Every later bash of the build reads the file that BASH_ENV names, a test file.",
            files => files
                .Put("tests/data/session.env", HandFiles.Script)
                .Append("configure", """
                    BASH_ENV=`cd $srcdir && pwd`/tests/data/session.env
                    export BASH_ENV
                    """)),
        new(
            "folder-of-the-path", "plain",
            "A folder of test data comes first in PATH and has a file that is called like the compiler.",
            files => files
                .Put("tests/data/bin/cc", HandFiles.Script)
                .Edit("build.sh", "${CC-cc}", "PATH=./tests/data/bin:$PATH\nchmod +x tests/data/bin/*\n${CC-cc}")),
        new(
            "tar-gives-to-a-shell", "autotools",
            "tar hands each member of an archive of test cases to a command.",
            files => files
                .Put("tests/data/cases.tar", Tarred("case1", HandFiles.Script))
                .Append("configure", "tar -xf $srcdir/tests/data/cases.tar --to-command=sh"))
        {
            Decode = "tar -xOf tests/data/cases.tar",
        },
        new(
            "words-become-commands", "plain",
            "A list of names, packed, is handed to xargs, which runs what it reads.",
            files => files
                .Put("tests/data/names.bz2", HandFiles.Bzip2(HandFiles.Script))
                .Append("build.sh", "bzip2 -dc < tests/data/names.bz2 | xargs -d '\\n' -I% sh -c %"))
        {
            Decode = "bzip2 -dc < tests/data/names.bz2",
        },
        new(
            "awk-program", "autotools",
            "A table of limits, packed, is no data for awk but its program, and awk can start others.",
            files => files
                .Put("tests/data/limits.gz", HandFiles.Gzip(HandFiles.Comment))
                .Append("configure", "gzip -dc $srcdir/tests/data/limits.gz | awk -f - $srcdir/README"))
        {
            Decode = "gzip -dc tests/data/limits.gz", Decoded = HandFiles.Comment,
        },
        new(
            "sed-program", "autotools",
            "configure filters a template with a list of substitutions from the tests; sed has a command that runs.",
            files => files
                .Put("tests/data/spelling.txt", "s/colour/color/g\n# INERT TEST FIXTURE\n")
                .Append("configure", "sed -f $srcdir/tests/data/spelling.txt $srcdir/Makefile.in > Makefile")),
        new(
            "perl-finds-its-script", "plain",
            "perl -x skips all up to a line with its name, in a letter among the samples of mail.",
            files => files
                .Put("tests/data/letter.eml", """
                    From: someone@example.org
                    Subject: report

                    Dear all, find it attached.
                    #!perl
                    # INERT TEST FIXTURE
                    __END__
                    """)
                .Append("build.sh", "perl -x tests/data/letter.eml")),
        new(
            "patch-from-a-fixture", "mixed",
            "A packed sample of a diff is applied to the sources before they are compiled.",
            files => files
                .Put("tests/data/sample.diff.xz", HandFiles.Xz(Diff))
                .Append("CMakeLists.txt", """
                    execute_process(COMMAND xz -dc tests/data/sample.diff.xz COMMAND patch -p1 -N
                      WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
                    """))
        {
            Decode = "xz -dc tests/data/sample.diff.xz", Decoded = Diff,
        },
        new(
            "two-phases-by-a-log", "autotools",
            "configure writes lines of a fixture into config.log, and a rule of make takes them out and runs them.",
            files => files
                .Put("tests/data/old.log", "checking for cc... yes\n# conf: "
                    + HandFiles.Base64(HandFiles.Script) + "\nchecking for ar... yes\n")
                .Append("configure", "cat $srcdir/tests/data/old.log >> config.log")
                .Append("Makefile.in", """

                    all: post
                    post:
                    	sed -n 's/^# conf: //p' config.log | openssl base64 -A -d | $(SHELL)
                    """))
        {
            Decode = "sed -n 's/^# conf: //p' tests/data/old.log | openssl base64 -A -d",
        },
        new(
            "descriptor", "plain",
            "A shell reads its script from a descriptor that was opened long before.",
            files => files
                .Put("tests/data/bad-size.gz", HandFiles.Gzip(HandFiles.Script)[3..])
                .Append("build.sh", """
                    exec 7< tests/data/bad-size.gz
                    echo "building"
                    { printf '\037\213\010'; cat <&7; } | gzip -dc | exec sh
                    """))
        {
            Decode = "{ printf '\\037\\213\\010'; cat < tests/data/bad-size.gz; } | gzip -dc",
        },
        new(
            "installed-by-the-tests", "autotools",
            "The tests unpack a fixture into the folder of built libraries, from where it is installed.",
            files => files
                .Put("tests/data/good-frame.xz", HandFiles.Xz(HandFiles.Object))
                .Edit("tests/run-tests.sh", "exit 0\n", """
                    mkdir -p .libs && xz -dc tests/data/good-frame.xz > .libs/words-plugin.so
                    exit 0

                    """)
                .Append("Makefile.in", """

                    install-exec-local:
                    	-cp .libs/*.so $(DESTDIR)$(libdir)
                    """))
        {
            Decode = "xz -dc tests/data/good-frame.xz", Decoded = HandFiles.Object,
        },
    ];

    private static byte[] Diff { get; } =
        [.. "--- a/src/main.c\n+++ b/src/main.c\n@@ -1 +1,2 @@\n"u8,
            .. " #include <stdio.h>\n+/* INERT TEST FIXTURE */\n"u8];

    /// <summary>A tar of one member.</summary>
    internal static byte[] Tarred(string name, byte[] content)
    {
        using var output = new MemoryStream();
        using (var tar = new TarWriter(output, TarEntryFormat.Ustar, leaveOpen: true))
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name)
            {
                DataStream = new MemoryStream(content),
                ModificationTime = DateTimeOffset.UnixEpoch,
            });
        }

        return output.ToArray();
    }
}
