using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Xzact.Container;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Lzma;
using Xzact.Testing.Data;

namespace Xzact.Tests.Kernels;

/// <summary>A digest of much that the codec does, and the same digest from a process with the other kernels.</summary>
internal static class KernelTwins
{
    /// <summary>Where a child process writes its digest.</summary>
    public const string OutputVariable = "XZACT_KERNEL_DIGEST";

    /// <summary>SHA-256 over everything encoded, and over what decoders say about damaged files.</summary>
    public static string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (CorpusKind kind in Corpus.Kinds)
        {
            byte[] data = Corpus.Make(kind, 60_000, seed: 11);
            foreach (int preset in (int[])[0, 1, 3, 4, 6, 13])
            {
                LzmaEncoderOptions options = LzmaEncoderOptions.Preset(preset % 10, preset >= 10) with
                {
                    DictionarySize = 1 << 14,
                };
                using var encoder = new StreamEncoder(new WorkAllocator(), options, [], CheckId.Crc64);
                byte[] file = CoderLoops.Encode(encoder, data, 9000, 700);
                hash.AppendData(file);
                (Verdict verdict, byte[] output) = Judge.Ours(file, 801, 300);
                Assert.True(verdict == Verdict.Good && data.AsSpan().SequenceEqual(output));
            }
        }

        var random = new Random(12);
        foreach ((_, byte[] file) in SmallFiles.All())
        {
            for (int run = 0; run < 60; run++)
            {
                byte[] damaged = [.. file];
                damaged[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
                (Verdict verdict, byte[] output) = Judge.Ours(damaged, 1 + random.Next(50), 1 + random.Next(50));
                hash.AppendData([(byte)verdict]);
                hash.AppendData(output);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The same digest, made by this program in a process with the kernel switch turned around.</summary>
    public static async Task<string> DigestOfTheOthersAsync(CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("xzact-kernels-").FullName;
        try
        {
            string program = typeof(KernelTwins).Assembly.Location;
            string configuration = Path.Combine(folder, "runtimeconfig.json");
            JsonNode settings = JsonNode.Parse(
                await File.ReadAllTextAsync(Path.ChangeExtension(program, "runtimeconfig.json"), cancellationToken))!;
            settings["runtimeOptions"]!["configProperties"]![KernelSwitch.Name] = !KernelSwitch.UseSafeKernels;
            await File.WriteAllTextAsync(configuration, settings.ToJsonString(), cancellationToken);

            string output = Path.Combine(folder, "digest");
            var start = new ProcessStartInfo(Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal)
                ? Environment.ProcessPath
                : "dotnet")
            {
                ArgumentList =
                {
                    "exec", "--runtimeconfig", configuration, program,
                    "--filter-method",
                    $"{typeof(LzmaDecodeKernelTests)}.{nameof(LzmaDecodeKernelTests.Write_the_digest)}",
                    "--explicit", "on", "--results-directory", folder,
                },
                RedirectStandardOutput = true,
                UseShellExecute = false,
                Environment = { [OutputVariable] = output },
            };
            using Process child = Process.Start(start)!;
            string said = await child.StandardOutput.ReadToEndAsync(cancellationToken);
            await child.WaitForExitAsync(cancellationToken);
            Assert.True(child.ExitCode == 0 && File.Exists(output), said);
            return await File.ReadAllTextAsync(output, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
