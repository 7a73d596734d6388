using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Xzact.Fuzz.Twin;

/// <summary>Compiles the codec's source with a counter in each of its blocks of statements.</summary>
internal static class CodecCompiler
{
    private const string AssemblyName = "Xzact";

    /// <summary>What the SDK adds to the source: implicit usings, and who may see what is internal.</summary>
    private const string Additions = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Xzact.Testing")]
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Xzact.Fuzz")]
        """;

    /// <summary>The folder of the codec's source above this program; null where there is only the program.</summary>
    public static string? FindSource()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string candidate = Path.Combine(at.FullName, "src", AssemblyName);
            if (File.Exists(Path.Combine(candidate, AssemblyName + ".csproj")))
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>The assembly as a file.</summary>
    public static MemoryStream Compile(string source)
    {
        CSharpParseOptions options = CSharpParseOptions.Default
            .WithLanguageVersion(LanguageVersion.Preview)
            .WithPreprocessorSymbols("NET", "NET9_0", "NET9_0_OR_GREATER");
        var counters = new CounterInserter();
        List<SyntaxTree> trees = [];
        foreach (string file in Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal))
        {
            SyntaxNode root = CSharpSyntaxTree.ParseText(File.ReadAllText(file), options).GetRoot();
            trees.Add(CSharpSyntaxTree.Create((CSharpSyntaxNode)counters.Visit(root), options, file));
        }

        trees.Add(CSharpSyntaxTree.ParseText(Additions, options));
        trees.Add(CSharpSyntaxTree.ParseText(
            $"namespace Xzact; internal static class {CounterInserter.Holder} "
            + $"{{ public static readonly byte[] {CounterInserter.Field} = new byte[{counters.Count}]; }}",
            options));
        var compilation = CSharpCompilation.Create(
            AssemblyName,
            trees,
            References(),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                allowUnsafe: true,
                nullableContextOptions: NullableContextOptions.Enable));
        var image = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(image);
        if (!result.Success)
        {
            throw new InvalidOperationException("The twin does not compile: " + result.Diagnostics.First(
                diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        }

        image.Position = 0;
        return image;
    }

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is { } name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name == "netstandard.dll"))
            .Select(path => MetadataReference.CreateFromFile(path));
}
