namespace Xzact.Audit.Tool.Tests.Outside;

/// <summary>Ways through Cargo and crates that the archive brings.</summary>
internal static class CargoVariants
{
    private const string Sources = """
        [source.crates-io]
        replace-with = "vendored-sources"

        [source.vendored-sources]
        directory = "vendor"
        """;

    public static IEnumerable<OutsideVariant> All =>
    [
        new(
            "compiler-wrapper", "cargo",
            "Archives with vendored crates have this settings file anyway; one line more names a program in front "
                + "of rustc.",
            Expectation.HighFinding,
            release => Vendored(release, "")
                .Ship(".cargo/config.toml", Sources + "\n\n[build]\nrustc-wrapper = \"tests/wrap.sh\"")
                .Ship("tests/wrap.sh", "#!/bin/sh\n# INERT TEST FIXTURE\nexit 0", executable: true),
            "crates are vendored, as cargo vendor does",
            release => Vendored(release, "")),
        new(
            "vendored-build-script", "cargo",
            "A vendored crate has a build script that its publisher never had, and its checksums are an empty list.",
            Expectation.HighFinding,
            release => Vendored(release, "build = \"build.rs\"")
                .Ship("vendor/shorthex/build.rs", "fn main() {\n    println!(\"INERT TEST FIXTURE\");\n}"),
            "a vendored crate has its own read-me",
            release => Vendored(release, "").Ship("vendor/shorthex/README.md", "# shorthex\n\nShort hex numbers.")),
    ];

    private static OutsideRelease Vendored(OutsideRelease release, string setting) => release
        .Ship(".cargo/config.toml", Sources)
        .Ship("vendor/shorthex/Cargo.toml", $"[package]\nname = \"shorthex\"\nversion = \"0.2.1\"\n{setting}")
        .Ship("vendor/shorthex/.cargo-checksum.json", "{\"files\":{}}")
        .Ship("vendor/shorthex/src/lib.rs", "pub fn hex(n: u32) -> String {\n    format!(\"{n:x}\")\n}");
}
