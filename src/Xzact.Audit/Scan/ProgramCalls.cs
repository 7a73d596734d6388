namespace Xzact.Audit.Scan;

/// <summary>What the calls of build programs do with data: names of the standard libraries of Python, JavaScript,
/// Ruby, Perl and Rust, from their manuals.</summary>
internal static class ProgramCalls
{
    private static readonly HashSet<string> s_runsText =
    [
        "exec", "eval", "execfile", "runInThisContext", "runInNewContext", "instance_eval", "class_eval",
        "module_eval", "Function", "compileFunction",
    ];

    private static readonly HashSet<string> s_starts =
    [
        "system", "popen", "Popen", "check_call", "check_output", "getoutput", "execSync", "execFileSync", "execFile",
        "spawn", "spawnSync", "communicate", "run", "call", "sh", "Command", "arg", "args", "CDLL", "dlopen",
        "posix_spawn", "execv", "execve", "execvp", "open3", "capture2", "capture2e", "capture3",
    ];

    // These are also the names of much else.
    private static readonly HashSet<string> s_startsOf = ["subprocess", "asyncio", "sp", "child_process", "cp"];

    private static readonly HashSet<string> s_writes =
    [
        "write", "write_text", "write_bytes", "writelines", "writeFileSync", "writeFile", "appendFileSync",
        "appendFile", "binwrite", "write_all", "syswrite", "print", "puts", "printf", "copyfile", "copy", "copy2",
        "copyFileSync", "rename", "move", "cp", "mv", "install",
    ];

    private static readonly HashSet<string> s_decodes =
    [
        "decompress", "b64decode", "b32decode", "b16decode", "a85decode", "b85decode", "urlsafe_b64decode",
        "decodebytes", "unhexlify", "a2b_hex", "a2b_base64", "a2b_uu", "fromhex", "maketrans", "translate",
            "gunzipSync",
        "inflateSync", "inflateRawSync", "unzipSync", "brotliDecompressSync", "decode_base64", "decode64",
        "strict_decode64", "urlsafe_decode64", "unpack1", "GzDecoder", "XzDecoder", "ZlibDecoder", "BzDecoder",
        "inflate", "chr", "bytes", "bytearray", "fromCharCode", "fromCodePoint", "to_bytes", "frombytes", "from_utf8",
        "from_utf8_lossy", "from_u32", "from_str_radix", "pack", "unpack", "atob", "swab", "reversed", "decrypt",
        "createDecipheriv", "loads", "GzipFile", "GzipReader", "LZMAFile", "BZ2File", "ZipFile", "extractfile",
        "tr", "oct", "hex", "tobytes", "unescape", "packbits", "unpackbits",
    ];

    /// <summary>Whether a call runs the text that it is given.</summary>
    /// <param name="call">Its last name.</param>
    /// <param name="owner">The name before the point, or empty.</param>
    public static bool RunsText(string call, string owner) => s_runsText.Contains(call)
        && owner is "" or "vm" or "builtins" or "globalThis" or "Kernel" or "binding";

    /// <summary>Whether a call starts a program, or loads a library.</summary>
    public static bool Starts(string call, string owner) => s_starts.Contains(call)
        && (call is not ("run" or "call" or "arg" or "args" or "sh") || s_startsOf.Contains(owner)
            || (call is "arg" or "args" && owner is ")") || (call is "sh" && owner is ""));

    /// <summary>Whether a call writes a file, or to one that is open.</summary>
    public static bool Writes(string call) => s_writes.Contains(call);

    /// <summary>Whether a call turns bytes or text into others that nobody reads as they stand.</summary>
    public static bool Decodes(string call) => s_decodes.Contains(call);

    /// <summary>Whether a file that is written under this name is run, linked or read as a program later.</summary>
    public static bool IsCode(string path) => CommandTable.IsBuildFile(path) || Path.GetExtension(path) is ".o" or ".lo"
        or ".a" or ".so" or ".dll" or ".dylib" or ".node" or ".pyc" or ".pyd" or ".sh" or ".py" or ".pl" or ".pm"
        or ".rb" or ".js" or ".mjs" or ".cjs" or ".mk" or ".cmake" or ".m4" or ".ninja" or ".pth" or ".am" or ".awk";

    /// <summary>Whether a file that is written under this name is compiled.</summary>
    public static bool IsSource(string path) => Path.GetExtension(path) is ".c" or ".cc" or ".cpp" or ".cxx" or ".s"
        or ".S" or ".rs" or ".go" or ".java" or ".ts" or ".f90" or ".pyx";
}
