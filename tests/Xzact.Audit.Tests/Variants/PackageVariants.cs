using Xzact.Audit.Case;

namespace Xzact.Audit.Tests.Variants;

/// <summary>Variants in packages of other languages and build systems.</summary>
internal static class PackageVariants
{
    /// <summary>The variants.</summary>
    public static IReadOnlyList<Variant> All { get; } =
    [
        .. Rows().Select(variant => variant with { IsOfPackage = true }),
    ];

    private static IEnumerable<Variant> Rows() =>
    [
        new("setup.py", "setup.py runs a command before it builds",
            "D02", Severity.High, "setup.py", a => a.Append("setup.py", "import os\nos.system(\":\")\n")),
        new("build backend", "pyproject.toml takes its build backend from the tests",
            "D02", Severity.High, "pyproject.toml", a => a.Edit(
                "pyproject.toml", "\"setuptools.build_meta\"", "\"data\"\nbackend-path = [\"tests\"]")),
        new("Cython output", "demo/_fast.c runs a command that demo/_fast.pyx does not have",
            "D46", Severity.High, "demo/_fast.c", a => a.Edit(
                "demo/_fast.c", "    return PyLong", "    popen(\": INERT TEST FIXTURE\", \"r\");\n    return PyLong")),
        new("minified bundle", "web/app.min.js starts a process, which web/app.js does not",
            "D46", Severity.High, "web/app.min.js",
            a => a.Append("web/app.min.js", "require('child_process').execSync(': INERT TEST FIXTURE');\n")),
        new("minified bundle evaluates", "web/app.min.js makes a program of text",
            "D46", Severity.Medium, "web/app.min.js",
            a => a.Append("web/app.min.js", "new Function('/* INERT TEST FIXTURE */')();\n")),
        new("vendored package changed", "vendor/numbers/index.js",
            "D02", Severity.High, "vendor/numbers/index.js",
            a => a.Append("vendor/numbers/index.js", "exports.two = require('./two');\n")),
        new("vendored package's scripts", "vendor/numbers/package.json runs a script when it is installed",
            "D02", Severity.High, "vendor/numbers/package.json", a => a.Edit(
                "vendor/numbers/package.json", "\"main\"", "\n\"scripts\": { \"install\": \"date\" },\n\"main\"")),
        new("install script", "package.json runs a script when it is installed",
            "D02", Severity.High, "package.json", a => a.Edit(
                "package.json", "\"node web/test.js\"", "\"node web/test.js\", \"postinstall\": \"date\"")),
        new("lock file", "package-lock.json takes a package from elsewhere",
            "D02", Severity.High, "package-lock.json", a => a.Edit(
                "package-lock.json", "\n}", ",\n  \"resolved\": \"https://numbers.example/other.tgz\"\n}")),
        new("lock file shadowed", "a new npm-shrinkwrap.json, which npm prefers to package-lock.json",
            "D01", Severity.High, "npm-shrinkwrap.json",
            a => a.Add("npm-shrinkwrap.json", "{\n  \"lockfileVersion\": 3\n}\n")),
        new("CMake module changed", "cmake/DemoOptions.cmake runs a command",
            "D02", Severity.High, "cmake/DemoOptions.cmake",
            a => a.Append("cmake/DemoOptions.cmake", "execute_process(COMMAND date)\n")),
        new("CMake module shadowed", "a new cmake/FindZLIB.cmake, which is found before CMake's own",
            "D01", Severity.High, "cmake/FindZLIB.cmake",
            a => a.Add("cmake/FindZLIB.cmake", "include(${PROJECT_SOURCE_DIR}/tests/data/sums.bin)\n")),
        new("CMake presets", "a new CMakePresets.json names a toolchain",
            "D01", Severity.High, "CMakePresets.json", a => a.Add(
                "CMakePresets.json", "{\n\"configurePresets\": [ { \"toolchainFile\": \"tests/data/a.bin\" } ] }\n")),
        new("Meson wrap", "subprojects/numbers.wrap takes the source from elsewhere",
            "D02", Severity.High, "subprojects/numbers.wrap",
            a => a.Edit("subprojects/numbers.wrap", "numbers.example", "numbers.invalid")),
        new("Meson wrap added", "a new subprojects/zlib.wrap, which is taken in place of the system's library",
            "D01", Severity.High, "subprojects/zlib.wrap", a => a.Add(
                "subprojects/zlib.wrap", "[wrap-file]\nsource_url = https://zlib.invalid/zlib.tar.gz\n")),
        new("build script", "a new build.rs, which cargo runs",
            "D01", Severity.High, "build.rs", a => a.Add("build.rs", "fn main() {}\n")),
        new("compiler of the crate", "a new .cargo/config.toml names a wrapper of the compiler",
            "D01", Severity.High, ".cargo/config.toml",
            a => a.Add(".cargo/config.toml", "[build]\nrustc-wrapper = \"tests/data/sums.bin\"\n")),
        new("plugin of the tests", "a new tests/conftest.py, which pytest runs",
            "D01", Severity.High, "tests/conftest.py", a => a.Add("tests/conftest.py", "import os\n")),
        new("module of the library", "a new json.py at the root, which setup.py's tools import",
            "D01", Severity.High, "json.py", a => a.Add("json.py", "def loads(text):\n    return None\n")),
        new("compiled module", "demo/rules.so, which Python prefers to demo/rules.py",
            "D01", Severity.High, "demo/rules.so",
            a => a.Change("PKG-INFO", _ => new("demo/rules.so", "") { Bytes = Inert.Object })),
        new("cached module", "demo/__pycache__/rules.cpython-312.pyc, which Python runs in place of demo/rules.py",
            "D01", Severity.High, "demo/__pycache__/rules.cpython-312.pyc", a => a.Change(
                "PKG-INFO", _ => new("demo/__pycache__/rules.cpython-312.pyc", Inert.Sentence))),
    ];
}
