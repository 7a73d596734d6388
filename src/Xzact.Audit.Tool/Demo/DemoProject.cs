using System.Text;

namespace Xzact.Audit.Tool.Demo;

/// <summary>
/// The files of a small invented project, and the macro that only its shipped archive holds. The macro has the shape
/// of the one in CVE-2024-3094 (a search of the tree for a fence, a byte map, a pipe into a shell) with a name, fence
/// and map of our own. It is inert: the shell it names gets <c>-n</c>, which executes nothing, and what it would
/// decode is one constant sentence in the smallest script.
/// </summary>
internal static class DemoProject
{
    public const string Name = "demosum-1.0";

    public const string Tag = "v1.0";

    /// <summary>The path of the file that the shipped archive adds.</summary>
    public const string PlantedPath = "m4/demo-host.m4";

    /// <summary>What the "corrupt" fixture decodes to once its byte map is undone: the smallest script.</summary>
    public const string InertScript = "#!/bin/sh\n# INERT TEST FIXTURE\nexit 0\n";

    private const string Fence = "@@DEMO-FENCE@@\n";

    // Four values trade places in pairs; the fixture is valid only after the same swap.
    private static readonly (byte, byte)[] s_byteMap = [(0x00, 0x5A), (0x21, 0x7D)];

    /// <summary>The first commit: the project itself.</summary>
    public static IReadOnlyList<DemoFile> FirstCommit { get; } =
    [
        new("README", """
            demosum adds up the numbers that it reads.

            This project is invented. It belongs to "xzact demo" and is audited, never built.

            """),
        new("configure.ac", """
            AC_INIT([demosum], [1.0])
            AC_CONFIG_SRCDIR([src/main.c])
            AC_CONFIG_MACRO_DIR([m4])
            AM_INIT_AUTOMAKE([foreign])
            AC_PROG_CC
            DEMO_OPTIONS
            m4_ifdef([DEMO_HOST], [DEMO_HOST])
            AC_CONFIG_FILES([Makefile src/Makefile tests/Makefile])
            AC_OUTPUT

            """),
        new("Makefile.am", """
            ACLOCAL_AMFLAGS = -I m4
            SUBDIRS = src tests
            EXTRA_DIST = README

            """),
        new("m4/demo-options.m4", """
            # demo-options.m4 serial 2
            AC_DEFUN([DEMO_OPTIONS], [
              AC_ARG_ENABLE([wide], [AS_HELP_STRING([--enable-wide], [add up 64-bit numbers])])
              AM_CONDITIONAL([WIDE], [test "x$enable_wide" = xyes])
            ])

            """),
        new("src/Makefile.am", """
            bin_PROGRAMS = demosum
            demosum_SOURCES = main.c sum.c sum.h

            """),
        new("src/main.c", Source("main")),
        new("src/sum.c", Source("sum")),
        new("src/sum.h", """
            #ifndef DEMOSUM_SUM_H
            #define DEMOSUM_SUM_H
            long demosum_add(long total, const char *line);
            #endif

            """),
        new("doc/manual.txt", Manual()),
    ];

    /// <summary>The second commit: tests with two fixtures.</summary>
    public static IReadOnlyList<DemoFile> SecondCommit { get; } =
    [
        new("tests/Makefile.am", """
            TESTS = run-tests
            EXTRA_DIST = run-tests fixtures/good-numbers.xz fixtures/bad-corrupt.xz

            """),
        new("tests/run-tests", """
            # Reads every fixture: good-* must decode, bad-* must not.
            for file in fixtures/good-* ; do ../src/demosum $file ; done

            """),
        new("tests/fixtures/good-numbers.xz", DemoCodec.Compress(Encoding.ASCII.GetBytes(Numbers()))),
        new("tests/fixtures/bad-corrupt.xz", CorruptFixture()),
    ];

    /// <summary>The macro that only the shipped archive holds.</summary>
    public static DemoFile Planted { get; } = new(PlantedPath, """
        # demo-host.m4 serial 40
        # Inert look-alike of "xzact demo"; text for an auditor to find, never executed.
        AC_DEFUN([DEMO_HOST], [
          AC_REQUIRE([DEMO_OPTIONS])
          demo_file=`grep -arl '^@@DEMO-FENCE@@' $srcdir/ 2>/dev/null`
          demo_map='\000\132\041\175'
          AC_CONFIG_COMMANDS([demo-host], [
            sed 1d "$demo_file" | tr "$demo_map" '\132\000\175\041' | xz -dc 2>/dev/null | $SHELL -n
          ])
        ])

        """);

    /// <summary>Undoes or applies the byte map; it is its own inverse.</summary>
    public static byte[] Swap(ReadOnlySpan<byte> data)
    {
        byte[] swapped = data.ToArray();
        for (int i = 0; i < swapped.Length; i++)
        {
            foreach ((byte a, byte b) in s_byteMap)
            {
                if (swapped[i] == a || swapped[i] == b)
                {
                    swapped[i] = swapped[i] == a ? b : a;
                    break;
                }
            }
        }

        return swapped;
    }

    private static byte[] CorruptFixture() =>
        [.. Encoding.ASCII.GetBytes(Fence), .. Swap(DemoCodec.Compress(Encoding.ASCII.GetBytes(InertScript)))];

    private static string Numbers() => string.Join('\n', Enumerable.Range(1, 2000).Select(n => n * n % 9973)) + "\n";

    private static string Source(string name)
    {
        StringBuilder text = new($"/* {name}.c: part of the invented project demosum. */\n#include \"sum.h\"\n\n");
        for (int i = 1; i <= (name == "main" ? 24 : 60); i++)
        {
            text.Append($"long demosum_{name}_{i}(long total)\n{{\n    return total + {i * 37 % 101};\n}}\n\n");
        }

        return text.ToString();
    }

    private static string Manual()
    {
        StringBuilder text = new("demosum manual\n==============\n\n");
        for (int i = 1; i <= 40; i++)
        {
            text.Append($"{i}. A file of {i} lines gives the sum of {i} numbers; an empty line counts as zero.\n");
        }

        return text.ToString();
    }
}
