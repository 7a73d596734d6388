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
        #define NAKED __attribute__((naked, used, noinline))
        static volatile int counter __attribute__((used));
        static volatile int area[256] __attribute__((used));
        volatile int *place;
        static int plain(int x) { return x + 1; }
        static __attribute__((used)) int fast(int x) { return x + 2; }
        static void *choose(int y) { return y ? (void *)fast : (void *)plain; }
        static __attribute__((noinline, used)) void deep(void) { for (int i = 0; i < 40; i++) counter += i; }
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
        #elif defined(PUSHRET)
        NAKED static void *pick(void) { __asm__(
            "lea fast(%rip),%rax; push %rax; lea deep(%rip),%rdx; push %rdx; ret"); }
        #elif defined(OVERWRITE)
        NAKED static void *pick(void) { __asm__("lea deep(%rip),%rdx; mov %rdx,(%rsp); ret"); }
        #elif defined(PIVOT)
        NAKED static void *pick(void) { __asm__(
            "mov %rsp,%r8; lea area+512(%rip),%r9; mov %r9,%rsp; push %r9; mov %r8,%rsp; lea fast(%rip),%rax; ret"); }
        #elif defined(SEGMENT)
        NAKED static void *pick(void) { __asm__(
            "lea counter(%rip),%rdx; sub %fs:0,%rdx; movl $1,%fs:(%rdx); lea fast(%rip),%rax; ret"); }
        #elif defined(THREAD)
        extern __thread int own;
        NAKED static void *pick(void) { __asm__(
            "mov own@gottpoff(%rip),%rdx; movl $1,%fs:(%rdx); lea fast(%rip),%rax; ret"); }
        #elif defined(FRAME)
        static void *pick(void) { volatile int place[40]; __asm__ volatile("" : : "r"(place), "r"(
            __builtin_alloca(64)) : "rbx", "r12"); return choose(place[3]); }
        #elif defined(RECURSION)
        NAKED static void again(void) { __asm__(
            "lea counter(%rip),%rdx; add %ecx,(%rdx); inc %ecx; cmp $1000,%ecx; je 2f; call again; 2: ret"); }
        NAKED static void *pick(void) { __asm__("xor %ecx,%ecx; call again; lea fast(%rip),%rax; ret"); }
        #elif defined(ADDEND) || defined(TWICE)
        NAKED void decoy(void) { __asm__(
            "ret; nop; nop; nop; xor %ecx,%ecx; 1: lea counter(%rip),%rdx; add %ecx,(%rdx); inc %ecx; cmp $1000,%ecx;"
            "jne 1b; ret"); }
        NAKED void other(void) { __asm__("ret"); }
        #if defined(ADDEND)
        __asm__(".data; .balign 8; slot: .quad decoy+4; .text");
        #else
        __asm__(".data; .balign 8; slot: .quad 0; .reloc slot, R_X86_64_64, decoy;"
            ".reloc slot, R_X86_64_64, other; .text");
        #endif
        NAKED static void *pick(void) { __asm__("call *slot(%rip); lea fast(%rip),%rax; ret"); }
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
