using BenchmarkDotNet.Running;
using Xzact.Bench.Checks;
using Xzact.Bench.Filters;
using Xzact.Bench.Jobs;

// "checks" and "filters" print a table of ratios against liblzma in seconds; everything else is BenchmarkDotNet's.
if (args is ["checks"])
    ChecksComparison.Print(Console.Out);
else if (args is ["filters"])
    FiltersComparison.Print(Console.Out);
else if (args is ["coder", ..])
    return CoderComparison.Run(args[1..], Console.Out);
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
