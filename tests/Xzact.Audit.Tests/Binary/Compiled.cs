using System.Diagnostics;
using Xzact.Audit.Sandbox;

namespace Xzact.Audit.Tests.Binary;

/// <summary>Small harmless libraries that gcc makes; nothing loads them. Each choice of variants is either clean or
/// does one thing that a resolver has no reason to do, on a variable of its own.</summary>
public sealed class Compiled : IDisposable
{
    private const string Source = """
        #include <cpuid.h>
        extern int demo_tell(int);
        static volatile int counter;
        volatile int *place;
        static int plain(int x) { return x + 1; }
        static int fast(int x) { return x + 2; }
        static void *choose(int y) { return y ? (void *)fast : (void *)plain; }
        static __attribute__((noinline)) void deep(void) { for (int i = 0; i < 40; i++) counter += i; }
        #if defined(CLEAN)
        static void *pick(void) { unsigned a, b, c, d; __cpuid(1, a, b, c, d); return choose(c & 1); }
        #elif defined(CONSTANT)
        static void *pick(void) { return choose(1); }
        #elif defined(AUXV)
        unsigned long getauxval(unsigned long);
        static void *pick(void) { return choose(getauxval(16) & 1); }
        #elif defined(LOOPS)
        static void *pick(void) { for (int i = 0; i < 40; i++) counter += i; return choose(counter > 3); }
        #elif defined(DEEP)
        static void *pick(void) { deep(); return choose(counter > 3); }
        #elif defined(CALLS)
        static void *pick(void) { return choose(demo_tell(3)); }
        #elif defined(KERNEL)
        static void *pick(void) {
            long r; __asm__ volatile("syscall" : "=a"(r) : "a"(39) : "rcx", "r11", "memory"); return choose(r > 3); }
        #elif defined(POINTER)
        static void *pick(void) { for (int i = 0; i < 40; i++) place[i] = i; return choose(1); }
        #endif
        #if defined(TABLE)
        int table[] = { 1, 2, 3, TABLE };
        #endif
        #if defined(BEGINS)
        __attribute__((constructor)) static void begin(void) { counter = 1; }
        #endif
        #if defined(NONE)
        int demo(int x) { return plain(x); }
        #else
        int demo(int x) __attribute__((ifunc("pick")));
        #endif
        """;

    public string Folder { get; } = Directory.CreateTempSubdirectory("xzact-binary-").FullName;

    public static bool IsPossible => SandboxTools.Find("gcc") is not null
        && System.Runtime.InteropServices.RuntimeInformation.OSArchitecture
            == System.Runtime.InteropServices.Architecture.X64;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>The path of the library of a variant, made if it is not there.</summary>
    public string Library(string variant, params string[] flags)
    {
        Assert.SkipUnless(IsPossible, "gcc for x86-64 is not here.");
        string output = Path.Combine(Folder, $"{variant}{string.Concat(flags).Replace('/', '-')}.so");
        if (!File.Exists(output))
        {
            string source = Path.Combine(Folder, "unit.c");
            File.WriteAllText(source, Source);
            ProcessStartInfo start = new("gcc") { RedirectStandardError = true, UseShellExecute = false };
            foreach (string argument in (string[])
                ["-shared", "-fPIC", "-O1", "-w", $"-D{variant}", .. flags, "-o", output, source])
            {
                start.ArgumentList.Add(argument);
            }

            using Process gcc = Process.Start(start)!;
            string error = gcc.StandardError.ReadToEnd();
            gcc.WaitForExit();
            Assert.True(gcc.ExitCode == 0, error);
        }

        return output;
    }
}
