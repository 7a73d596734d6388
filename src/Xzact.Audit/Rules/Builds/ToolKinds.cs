namespace Xzact.Audit.Rules.Builds;

/// <summary>
/// Tells what a program is by its name, with the prefix of a cross tool chain and a version taken off:
/// <c>aarch64-linux-gnu-gcc-12</c> is gcc. What lies in the tree itself has no name to be believed but those of scripts
/// that set a build up.
/// </summary>
internal static class ToolKinds
{
    private static readonly Dictionary<string, ToolKind> s_byName = Table(
        (ToolKind.Driver, "cc c89 c99 c++ gcc g++ clang clang++ gfortran gdc gnat tcc icc icx icpx ifort nvcc ccache "
            + "sccache distcc zig swiftc"),
        (ToolKind.Compiler, "cc1 cc1plus cc1obj f951 d21 lto1 lto-wrapper rustc ghc go compile asm javac valac ocamlc "
            + "ocamlopt ocamlopt.opt ocamlc.opt cpp llc opt windres fpc ldc2 dmd"),
        (ToolKind.Assembler, "as nasm yasm llvm-mc"),
        (ToolKind.Linker, "ld ld.bfd ld.gold ld.lld lld gold mold collect2 link"),
        (ToolKind.Archiver, "ar ranlib gcc-ar gcc-ranlib llvm-ar llvm-ranlib libtool"),
        (ToolKind.ObjectTool, "objcopy strip nm gcc-nm objdump readelf llvm-strip llvm-objcopy patchelf dwz chrpath "
            + "debugedit eu-strip size gcc-nm llvm-nm elfedit"),
        (ToolKind.Shell, "sh bash dash ksh mksh zsh ash busybox yash posh"),
        (ToolKind.Interpreter, "perl python python2 python3 awk gawk mawk nawk sed gsed m4 gm4 ruby node lua tclsh php "
            + "guile"),
        (ToolKind.Maker, "make gmake ninja samu ninja-build bmake scons"),
        (ToolKind.Configurer, "configure config.status autoconf autoheader automake aclocal autoreconf autom4te "
            + "libtoolize glibtoolize autopoint gettextize cmake meson qmake"),
        (ToolKind.Tester, "ctest prove pytest py.test runtest dh_auto_test"),
        (ToolKind.Copier, "cp ginstall install ln mv gcp rsync"),
        (ToolKind.Decoder, "xz unxz xzcat xzdec lzma unlzma lzcat lzmadec gzip gunzip zcat bzip2 bunzip2 bzcat zstd "
            + "unzstd zstdcat lzip lz4 lz4cat brotli base64 base32 basenc uudecode openssl gpg gpgv xxd unzip 7z 7za "
            + "7zr uncompress compress lzop"),
        (ToolKind.Summer, "md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum cksum sum"),
        (ToolKind.Packager, "dpkg-source dpkg-genbuildinfo dpkg-genchanges dpkg-buildpackage dpkg-deb dpkg-gencontrol "
            + "dpkg-parsechangelog dpkg-distaddfile"),
        (ToolKind.Searcher, "grep egrep fgrep zgrep rgrep rg ag ack find"));

    // Programs of a tree whose name says what they do, so that a phase can be told.
    private static readonly HashSet<string> s_configuringScripts = new(StringComparer.Ordinal)
    {
        "configure", "config.status", "autogen.sh", "bootstrap", "buildconf",
    };

    /// <summary>What the program of a path is.</summary>
    /// <param name="path">The program, absolute.</param>
    /// <param name="isTree">Whether it lies in the tree, or elsewhere where a build may write.</param>
    public static ToolKind Of(string path, bool isTree)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        if (isTree)
        {
            return s_configuringScripts.Contains(name) ? ToolKind.Configurer : ToolKind.Other;
        }

        for (string? rest = name; rest is not null; rest = Shorter(rest))
        {
            if (s_byName.TryGetValue(rest, out ToolKind kind)
                || s_byName.TryGetValue(WithoutVersion(rest), out kind))
            {
                return kind;
            }
        }

        return ToolKind.Other;
    }

    /// <summary>Whether it makes objects, archives or programs out of what it reads.</summary>
    public static bool MakesObjects(this ToolKind kind) => kind is ToolKind.Driver or ToolKind.Compiler
        or ToolKind.Assembler or ToolKind.Linker or ToolKind.Archiver or ToolKind.ObjectTool;

    /// <summary>Whether it obeys what it reads.</summary>
    public static bool Obeys(this ToolKind kind) => kind is ToolKind.Shell or ToolKind.Interpreter;

    // x86_64-linux-gnu-gcc: what is before the first dash is taken off as long as a target could stand there.
    private static string? Shorter(string name)
    {
        int dash = name.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && dash + 1 < name.Length ? name[(dash + 1)..] : null;
    }

    private static string WithoutVersion(string name) => name
        .TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.')
        .TrimEnd('-');

    private static Dictionary<string, ToolKind> Table(params (ToolKind Kind, string Names)[] rows)
    {
        Dictionary<string, ToolKind> table = new(StringComparer.Ordinal);
        foreach ((ToolKind kind, string names) in rows)
        {
            foreach (string name in names.Split(' '))
            {
                table[name] = kind;
            }
        }

        return table;
    }
}
