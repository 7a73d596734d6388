using BenchmarkDotNet.Running;
using Xzact.Bench.Checks;

// "checks" prints a table of paired ratios against liblzma in seconds; everything else is BenchmarkDotNet's.
if (args is ["checks"])
    ChecksComparison.Print(Console.Out);
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
