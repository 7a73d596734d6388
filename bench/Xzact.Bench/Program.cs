using BenchmarkDotNet.Running;
using Xzact.Bench.Blocks;
using Xzact.Bench.Checks;
using Xzact.Bench.Filters;
using Xzact.Bench.Jobs;
using Xzact.Bench.Small;

// "blocks", "checks", "filters", "jobs" and "small" print ratios against liblzma and other peers.
// Everything else is BenchmarkDotNet's.
if (args is ["blocks"])
    BlocksComparison.Print(Console.Out);
else if (args is ["checks"])
    ChecksComparison.Print(Console.Out);
else if (args is ["filters"])
    FiltersComparison.Print(Console.Out);
else if (args is ["small", _, ..])
    SmallComparison.Print(args.AsSpan(1), Console.Out);
else if (args is ["jobs", ..])
    return JobComparison.Run(args[1..], Console.Out);
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
