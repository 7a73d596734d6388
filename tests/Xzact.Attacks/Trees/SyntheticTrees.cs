using System.Text;
using Xzact.Attacks.Fixtures;

namespace Xzact.Attacks.Trees;

/// <summary>Small clean trees for tests: three invented projects with honest fixtures and their tests.</summary>
public static class SyntheticTrees
{
    /// <summary>The names that <see cref="Write"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } = ["autotools", "mixed", "plain"];

    /// <summary>Writes a tree into a new folder.</summary>
    public static SourceTree Write(string name, string folder)
    {
        var random = CaseRandom.For(0, Names.ToList().IndexOf(name), CaseRandom.Use.Tree);
        foreach ((string path, string text) in Common(name).Concat(name switch
        {
            "autotools" => Autotools(),
            "mixed" => Mixed(),
            "plain" => Plain(),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        }))
        {
            Put(folder, path, Encoding.UTF8.GetBytes(text));
        }

        byte[] words = InertContent.Data(random);
        Put(folder, "tests/data/words.txt", words);
        Put(folder, "tests/data/good-words.xz", Compression.Compress(CompressedFormat.Xz, words));
        Put(folder, "tests/data/good-words.gz", Compression.Compress(CompressedFormat.Gzip, words));
        Put(folder, "tests/data/bad-cut.xz", Compression.Compress(CompressedFormat.Xz, words)[..^7]);
        Put(folder, "doc/logo.png", Images.Any(random));
        return new(folder);
    }

    private static void Put(string folder, string path, byte[] content)
    {
        string full = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, content);
    }

    private static IEnumerable<(string Path, string Text)> Common(string name) =>
    [
        ("README", $"{name}: counts words.\n\nBuild it, then run the tests.\n"),
        ("src/main.c", "#include <stdio.h>\n\nint main(void)\n{\n    int c, n = 0;\n"
            + "    while ((c = getchar()) != EOF)\n        n += c == ' ';\n    return printf(\"%d\\n\", n) < 0;\n}\n"),
        ("tests/run-tests.sh", """
            #!/bin/sh
            # Reads each good file and expects each bad one to fail.
            for f in tests/data/good-*.xz; do
              xz -dc "$f" | cmp - tests/data/words.txt || exit 1
            done
            for f in tests/data/bad-*.xz; do
              xz -t "$f" 2>/dev/null && exit 1
            done
            exit 0

            """),
        ("tests/data/README", "good-words.* hold words.txt. bad-cut.xz lacks its last seven bytes.\n"),
    ];

    private static IEnumerable<(string, string)> Autotools() =>
    [
        ("configure.ac",
            "AC_INIT([words], [1.2])\nAM_INIT_AUTOMAKE([foreign])\nAC_PROG_CC\nAC_CONFIG_MACRO_DIRS([m4])\n"
            + "AC_CONFIG_FILES([Makefile])\nAC_OUTPUT\n"),
        ("Makefile.am", "bin_PROGRAMS = words\nwords_SOURCES = src/main.c\nTESTS = tests/run-tests.sh\n"),
        ("Makefile.in", "srcdir = @srcdir@\nCC = @CC@\nall: words\nwords: $(srcdir)/src/main.c\n"
            + "\t$(CC) -o $@ $(srcdir)/src/main.c\ncheck: words\n\tsh $(srcdir)/tests/run-tests.sh\n"),
        ("configure", "#!/bin/sh\n# Guess values for system-dependent variables and create Makefiles.\n"
            + "srcdir=`dirname \"$0\"`\nCC=${CC-cc}\nsed -e \"s|@srcdir@|$srcdir|\" -e \"s|@CC@|$CC|\" "
            + "$srcdir/Makefile.in > Makefile\n"),
        ("debian/rules", "#!/usr/bin/make -f\n%:\n\tdh $@\n"),
        ("words.spec", "Name: words\nVersion: 1.2\nRelease: 1\nSummary: Counts words\nLicense: 0BSD\n\n%description\n"
            + "Counts words.\n\n%build\nmake\n\n%files\n"),
        ("po/eo.po", "msgid \"\"\nmsgstr \"\"\n\"Language: eo\\n\"\n"),
    ];

    private static IEnumerable<(string, string)> Mixed() =>
    [
        ("CMakeLists.txt", "cmake_minimum_required(VERSION 3.16)\nproject(words C)\nadd_executable(words src/main.c)\n"
            + "enable_testing()\nadd_test(NAME files COMMAND sh tests/run-tests.sh)\n"),
        ("meson.build", "project('words', 'c', version: '1.2')\nexecutable('words', 'src/main.c')\n"
            + "test('files', find_program('tests/run-tests.sh'))\n"),
        ("setup.py", "from setuptools import setup\n\nsetup(name=\"words\", version=\"1.2\", packages=[])\n"),
        ("package.json", "{\n  \"name\": \"words\",\n  \"version\": \"1.2.0\",\n  \"scripts\": {\n"
            + "    \"test\": \"sh tests/run-tests.sh\"\n  }\n}\n"),
    ];

    private static IEnumerable<(string, string)> Plain() =>
    [
        ("Makefile", "CC = cc\nall: words\nwords: src/main.c\n\t$(CC) -o $@ src/main.c\n"
            + "check: words\n\tsh tests/run-tests.sh\n"),
        ("build.sh", "#!/bin/sh\nset -e\n${CC-cc} -o words src/main.c\n"),
    ];
}
