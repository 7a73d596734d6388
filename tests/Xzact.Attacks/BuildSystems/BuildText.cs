using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xzact.Attacks.Shell;
using Xzact.Attacks.Trees;

namespace Xzact.Attacks.BuildSystems;

/// <summary>Puts shell text into the files of a build system, in that one's own form.</summary>
internal sealed class BuildText(FileSet files, SourceTree tree, CaseNames names)
{
    private static readonly JsonSerializerOptions s_indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes helpers and the build text; the build runs it.</summary>
    /// <returns>The file that a reader would look at first.</returns>
    public string Build(BuildSystem system, Wrapping text)
    {
        foreach ((string path, IReadOnlyList<ShellNode> lines) in text.Helpers)
            files.Put(
                path,
                ShellNode.Lines(lines).Replace(ShellNode.Root, HelperRoot(system), StringComparison.Ordinal));

        IReadOnlyList<ShellNode> nodes = text.Nodes;
        return system switch
        {
            BuildSystem.M4Macro => M4(nodes),
            BuildSystem.Configure => Configure(nodes),
            BuildSystem.MakefileAm => MakefileAm(nodes),
            BuildSystem.Makefile => Makefile("Makefile", nodes, "", $"all: {names.StepFile}", names.StepFile),
            BuildSystem.CMake => CMake(nodes),
            BuildSystem.Meson => Meson(nodes),
            BuildSystem.SetupPy => SetupPy(nodes),
            BuildSystem.PackageJson => PackageJson(nodes),
            BuildSystem.DebianRules => DebianRules(nodes),
            BuildSystem.RpmSpec => RpmSpec(nodes),
            BuildSystem.TestDriver => Script("tests/run-tests.sh", nodes),
            _ => Script("build.sh", nodes),
        };
    }

    /// <summary>Writes a test that the build does not run.</summary>
    public string Test(Wrapping text, string comment)
    {
        foreach ((string path, IReadOnlyList<ShellNode> lines) in text.Helpers)
            files.Put(path, Plain(ShellNode.Lines(lines)));
        string test = $"tests/check-{names.StepFile}.sh";
        files.Put(test, $"#!/bin/sh\n# {comment}\nset -e\n{Plain(ShellNode.Lines(text.Nodes))}");
        return test;
    }

    private static string Plain(string text) => text.Replace(ShellNode.Root, "", StringComparison.Ordinal);

    private static string HelperRoot(BuildSystem system) =>
        system is BuildSystem.M4Macro or BuildSystem.Configure or BuildSystem.MakefileAm ? "${srcdir-.}/" : "";

    // Scripts that configure starts find the tree by the variable that it has.
    private static string Configured(IReadOnlyList<ShellNode> nodes)
    {
        string lines = ShellNode.Lines(nodes);
        bool hasChild = lines.Contains("sh ./conf-", StringComparison.Ordinal)
            || lines.Contains("-lib.sh", StringComparison.Ordinal);
        return (hasChild ? "export srcdir\n" : "")
            + lines.Replace(ShellNode.Root, "$srcdir/", StringComparison.Ordinal);
    }

    // In the body of a macro, $ and a digit would be an argument.
    private string M4(IReadOnlyList<ShellNode> nodes)
    {
        string macro = names.Step.ToUpperInvariant();
        string path = $"m4/{names.StepFile}.m4";
        string body = Configured(nodes).Replace("$1", "$]][[1", StringComparison.Ordinal)
            .Replace("$0", "$]][[0", StringComparison.Ordinal);
        files.Put(path, $"# {names.StepFile}.m4 serial 2\n\n"
            + $"AC_DEFUN([{macro}],\n[AC_CONFIG_COMMANDS([{names.StepFile}], [[\n{body}]], [[srcdir=$srcdir]])])\n");
        string configure = files.Text("configure.ac");
        string call = macro + "\n";
        if (configure.Contains("AC_OUTPUT", StringComparison.Ordinal))
        {
            int at = configure.LastIndexOf("AC_OUTPUT", StringComparison.Ordinal);
            files.Put("configure.ac", configure.Insert(at, call));
        }
        else
        {
            files.Append("configure.ac", call + "AC_OUTPUT\n", "AC_INIT([demo], [1.0])\n");
        }

        return path;
    }

    private string Configure(IReadOnlyList<ShellNode> nodes)
    {
        files.Append("configure", Configured(nodes), "#!/bin/sh\nsrcdir=`dirname \"$0\"`\n");
        return "configure";
    }

    private string MakefileAm(IReadOnlyList<ShellNode> nodes)
    {
        string target = $"{names.StepFile}.stamp";
        Makefile("Makefile.am", nodes, "$(srcdir)/", $"all-local: {target}", target);
        return Makefile("Makefile.in", nodes, "$(srcdir)/", $"all: {target}", target);
    }

    private string Makefile(string path, IReadOnlyList<ShellNode> nodes, string root, string hook, string target)
    {
        string recipe = MakeRecipe(nodes, root);
        files.Append(path, $"\n{hook}\n\n{target}:\n\t{recipe}\n");
        return path;
    }

    // One logical line; what needs several goes into a script beside it.
    private string MakeRecipe(IReadOnlyList<ShellNode> nodes, string root)
    {
        if (!ShellNode.FitsOneLine(nodes))
        {
            string helper = Helper(nodes, root.Length > 0 ? "${srcdir-.}/" : "");
            return root.Length > 0 ? $"srcdir=$(srcdir) sh {root}{helper}" : $"sh {helper}";
        }

        return ShellNode.OneLine(nodes).Replace("$", "$$", StringComparison.Ordinal)
            .Replace(ShellNode.Root, root, StringComparison.Ordinal);
    }

    private string Helper(IReadOnlyList<ShellNode> nodes, string root)
    {
        string path = $"build-aux/{names.StepFile}.sh";
        files.Put(path, "#!/bin/sh\n" + (root.Length > 0 ? "export srcdir\n" : "")
            + ShellNode.Lines(nodes).Replace(ShellNode.Root, root, StringComparison.Ordinal));
        return path;
    }

    private string CMake(IReadOnlyList<ShellNode> nodes)
    {
        files.Append(
            "CMakeLists.txt",
            $"\nexecute_process(\n  COMMAND sh -c [==[\n{Plain(ShellNode.Lines(nodes))}]==]\n"
            + "  WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})\n",
            "cmake_minimum_required(VERSION 3.16)\nproject(demo C)\n");
        return "CMakeLists.txt";
    }

    private string Meson(IReadOnlyList<ShellNode> nodes)
    {
        string lines = Plain(ShellNode.Lines(nodes));
        string call = lines.Contains("'''", StringComparison.Ordinal)
            ? $"run_command('sh', '{Helper(nodes, "")}', check: false)\n"
            : $"run_command('sh', '-c', '''\n{lines}''', check: false)\n";
        files.Append("meson.build", "\n" + call, "project('demo', 'c')\n");
        return "meson.build";
    }

    private string SetupPy(IReadOnlyList<ShellNode> nodes)
    {
        string lines = Plain(ShellNode.Lines(nodes));
        string argument = lines.Contains("\"\"\"", StringComparison.Ordinal)
            ? $"[\"sh\", \"{Helper(nodes, "")}\"]"
            : $"[\"sh\", \"-c\", r\"\"\"\n{lines}\"\"\"]";
        files.Append(
            "setup.py", $"\nimport subprocess\n\nsubprocess.run({argument}, check=False)\n",
            "from setuptools import setup\n\nsetup(name=\"demo\")\n");
        return "setup.py";
    }

    private string PackageJson(IReadOnlyList<ShellNode> nodes)
    {
        string command = ShellNode.FitsOneLine(nodes) ? Plain(ShellNode.OneLine(nodes)) : $"sh {Helper(nodes, "")}";
        string before = files.Text("package.json");
        JsonNode package = JsonNode.Parse(before.Length > 0 ? before : "{ \"name\": \"demo\" }")!;
        JsonObject scripts = package["scripts"] as JsonObject ?? [];
        package["scripts"] = scripts.DeepClone();
        string hook = scripts.ContainsKey("install") ? "postinstall" : "install";
        package["scripts"]![hook] = command;
        files.Put("package.json", package.ToJsonString(s_indented) + "\n");
        return "package.json";
    }

    private string DebianRules(IReadOnlyList<ShellNode> nodes)
    {
        files.Append(
            "debian/rules", $"\nexecute_before_dh_auto_build:\n\t{MakeRecipe(nodes, "")}\n",
            "#!/usr/bin/make -f\n%:\n\tdh $@\n");
        return "debian/rules";
    }

    private string RpmSpec(IReadOnlyList<ShellNode> nodes)
    {
        string path = tree.FirstWith(".spec") ?? "demo.spec";
        string text = files.Text(path);
        string lines = Plain(ShellNode.Lines(nodes)).Replace("%", "%%", StringComparison.Ordinal);
        int build = text.IndexOf("\n%build\n", StringComparison.Ordinal);
        if (build < 0)
        {
            files.Append(
                path, $"\n%build\n{lines}",
                "Name: demo\nVersion: 1\nRelease: 1\nSummary: demo\nLicense: 0BSD\n");
        }
        else
        {
            files.Put(path, text.Insert(build + "\n%build\n".Length, lines));
        }

        return path;
    }

    private string Script(string path, IReadOnlyList<ShellNode> nodes)
    {
        string text = files.Text(path);
        string lines = Plain(ShellNode.Lines(nodes));
        const string End = "\nexit 0\n";
        if (text.EndsWith(End, StringComparison.Ordinal))
            files.Put(path, text[..^(End.Length - 1)] + lines + End[1..]);
        else
            files.Append(path, lines, "#!/bin/sh\nset -e\n");
        return path;
    }
}
