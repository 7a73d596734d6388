namespace Xzact.Audit.Tool.Tests.Outside;

/// <summary>One honest project a build system, each with what its dist step puts into the archive.</summary>
internal static partial class HonestBases
{
    public static IReadOnlyDictionary<string, Func<OutsideRelease>> All { get; } =
        new SortedDictionary<string, Func<OutsideRelease>>(StringComparer.Ordinal)
        {
            ["autotools"] = Autotools,
            ["autoconf"] = AutoconfGenerated,
            ["make"] = PlainMake,
            ["cmake"] = CMake,
            ["meson"] = Meson,
            ["python"] = Python,
            ["cargo"] = Cargo,
        };

    /// <summary>A make project; its archive is the tag with a version file, which git describe made.</summary>
    private static OutsideRelease PlainMake() => new OutsideRelease("tinywc")
        .Track("README", "tinywc: counts words. Build with make, test with make check.")
        .Track("NEWS", "1.0: first release")
        .Track("Makefile", """
            CC = cc
            CFLAGS = -O2 -Wall
            VERSION := $(shell cat VERSION)

            -include hardening.mk
            -include config.mk

            all: tinywc

            tinywc: src/main.o src/count.o src/tables.o
            	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ src/main.o src/count.o src/tables.o -L. -lm

            src/main.o: src/main.c src/count.h
            	$(CC) $(CFLAGS) -DVERSION='"$(VERSION)"' -c -o $@ src/main.c

            src/count.o: src/count.c src/count.h
            src/tables.o: src/tables.c

            check: tinywc
            	for t in tests/data/*.case; do sh tests/run.sh ./tinywc "$$t" || exit 1; done

            install: tinywc
            	@echo "installing tinywc $(VERSION)"
            	install -D tinywc $(DESTDIR)/usr/bin/tinywc

            clean:
            	rm -f tinywc src/*.o
            """)
        .Track("hardening.mk", "CFLAGS += -fstack-protector-strong -D_FORTIFY_SOURCE=2\nLDFLAGS += -Wl,-z,relro,-z,now")
        .Track("src/main.c", """
            #include <stdio.h>
            #include "count.h"

            int main(void)
            {
                printf("%lu\n", count_words(stdin));
                return 0;
            }
            """)
        .Track("src/count.h", "#include <stdio.h>\nunsigned long count_words(FILE *in);")
        .Track("src/count.c", """
            #include "count.h"

            extern const unsigned char word_char[256];

            unsigned long count_words(FILE *in)
            {
                unsigned long words = 0;
                int inside = 0, c;
                while ((c = getc(in)) != EOF) {
                    if (word_char[c] && !inside)
                        words++;
                    inside = word_char[c];
                }
                return words;
            }
            """)
        .Track("src/tables.c", "const unsigned char word_char[256] = { ['a'] = 1, ['b'] = 1, ['c'] = 1 };")
        .Track("tests/run.sh", "#!/bin/sh\n# usage: run.sh PROGRAM CASE\n\"$1\" < \"$2\" > /dev/null", executable: true)
        .Track("tests/data/one.case", "a")
        .Track("tests/data/two.case", "a b")
        .Track(".gitignore", "*.o\n/tinywc\n/VERSION")
        .Leave(".gitignore")
        .Ship("VERSION", "1.0");

    /// <summary>A CMake project; its archive is what <c>git archive</c> makes, with a file of the version.</summary>
    private static OutsideRelease CMake() => new OutsideRelease("pixscale")
        .Track("README", "pixscale: scales pictures.")
        .Track("CMakeLists.txt", """
            cmake_minimum_required(VERSION 3.16)
            project(pixscale VERSION 1.0 LANGUAGES C)
            list(APPEND CMAKE_MODULE_PATH "${CMAKE_CURRENT_SOURCE_DIR}/cmake")
            include(release OPTIONAL)
            include(CTest)
            find_package(Threads REQUIRED)
            add_library(pixscale src/scale.c)
            target_include_directories(pixscale PUBLIC include)
            target_link_libraries(pixscale PRIVATE Threads::Threads)
            if(BUILD_TESTING)
              add_executable(ramp tests/ramp.c)
              target_link_libraries(ramp PRIVATE pixscale)
              add_test(NAME ramp COMMAND ramp ${CMAKE_CURRENT_SOURCE_DIR}/tests/data/ramp.pgm)
            endif()
            find_package(Doxygen)
            if(DOXYGEN_FOUND)
              add_custom_target(docs ALL COMMAND ${DOXYGEN_EXECUTABLE} Doxyfile
                WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/docs)
            endif()
            install(TARGETS pixscale)
            install(DIRECTORY include/ DESTINATION include)
            """)
        .Track("include/pixscale/pixscale.h", """
            #ifndef PIXSCALE_H
            #define PIXSCALE_H
            #include <pixscale/export.h>
            PIXSCALE_EXPORT int pixscale_halve(const unsigned char *in, unsigned char *out, int count);
            #endif
            """)
        .Track("src/scale.c", """
            #include <pixscale/pixscale.h>

            int pixscale_halve(const unsigned char *in, unsigned char *out, int count)
            {
                for (int i = 0; i + 1 < count; i += 2)
                    out[i / 2] = (unsigned char)((in[i] + in[i + 1]) / 2);
                return count / 2;
            }
            """)
        .Track("tests/ramp.c", "#include <pixscale/pixscale.h>\nint main(void) { unsigned char b[4] = { 1, 3, 5, 7 }; "
            + "return pixscale_halve(b, b, 4) != 2; }")
        .Track("tests/data/ramp.pgm", "P2\n4 1\n255\n0 85 170 255")
        .Track("docs/Doxyfile", "PROJECT_NAME = pixscale\nINPUT = ../include\n@INCLUDE = Doxyfile.release")
        .Ship("docs/Doxyfile.release", "PROJECT_NUMBER = 1.0")
        .Ship("include/pixscale/export.h", """
            #ifndef PIXSCALE_EXPORT_H
            #define PIXSCALE_EXPORT_H
            #ifdef PIXSCALE_STATIC
            #  define PIXSCALE_EXPORT
            #else
            #  define PIXSCALE_EXPORT __attribute__((visibility("default")))
            #endif
            #endif
            """);

    /// <summary>A Meson project; its archive is what <c>meson dist</c> makes.</summary>
    private static OutsideRelease Meson() => new OutsideRelease("busqueue")
        .Track("README", "busqueue: a queue on a bus.")
        .Track("meson.build", """
            project('busqueue', 'c', version: '1.0', meson_version: '>=0.60',
              default_options: ['warning_level=2'])
            tinylog = dependency('tinylog', fallback: ['tinylog', 'tinylog_dep'])
            codegen = find_program(get_option('codegen'))
            names = custom_target('names', input: 'src/names.txt', output: 'names.h',
              command: [codegen, '@INPUT@', '@OUTPUT@'])
            version = vcs_tag(command: ['git', 'describe', '--always'], fallback: '1.0',
              input: 'src/version.h.in', output: 'version.h')
            executable('busqueue', 'src/main.c', names, version, dependencies: tinylog, install: true)
            install_subdir('data/completions', install_dir: get_option('datadir') / 'bash-completion')
            install_subdir('data/profile.d', install_dir: get_option('sysconfdir'))
            install_man('man/busqueue.1')
            """)
        .Track("meson_options.txt", "option('codegen', type: 'string', value: 'python3', description: 'makes names.h')")
        .Track("src/names.txt", "push\npop")
        .Track("src/version.h.in", "#define VERSION \"@VCS_TAG@\"")
        .Track("src/main.c", "#include \"names.h\"\n#include \"version.h\"\nint main(void) { return 0; }")
        .Track("data/profile.d/busqueue.sh", "export BUSQUEUE_DEPTH=16")
        .Track("data/completions/busqueue", "complete -W 'push pop' busqueue")
        .Track("man/busqueue.1", ".TH BUSQUEUE 1\n.SH NAME\nbusqueue \\- a queue on a bus\n.SH OPTIONS\n.so "
            + "options.man")
        .Track("subprojects/tinylog.wrap", """
            [wrap-git]
            url = https://example.org/tinylog.git
            revision = 0.3

            [provide]
            tinylog = tinylog_dep
            """);

    /// <summary>A Rust program; its archive is what <c>git archive</c> makes.</summary>
    private static OutsideRelease Cargo() => new OutsideRelease("veilsum")
        .Track("README", "veilsum: sums of files.")
        .Track("Cargo.toml", "[package]\nname = \"veilsum\"\nversion = \"1.0.0\"\nedition = \"2021\"\n\n"
            + "[dependencies]\nshorthex = \"0.2\"")
        .Track("Cargo.lock", "version = 3\n\n[[package]]\nname = \"veilsum\"\nversion = \"1.0.0\"\n"
            + "dependencies = [\"shorthex\"]\n\n[[package]]\nname = \"shorthex\"\nversion = \"0.2.1\"")
        .Track("src/main.rs", "fn main() {\n    println!(\"{}\", shorthex::hex(42));\n}");
}
