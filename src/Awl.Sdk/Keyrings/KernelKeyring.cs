using System.Runtime.InteropServices;
using System.Text;

namespace Awl.Keyrings;

/// <summary>The Linux kernel's keyring of the user: secrets in memory that never swap out, gone after eight hours or with the user's last process.</summary>
/// <remarks>
/// Source: keyrings(7), add_key(2), keyctl(2). The user's keyring and not the session's: where no login has made a session's, the one of a process
/// ends with it. A key there may be read by every process of the user, as a file of mode 0600 may. Many containers forbid the calls: an error then.
/// </remarks>
sealed partial class KernelKeyring : IKeyring
{
    const int UserKeyring = -4;                                         // KEY_SPEC_USER_KEYRING
    const int SetPermissions = 5, Unlink = 9, Search = 10, Read = 11, SetTimeout = 15;   // KEYCTL_…
    const int OwnerAlone = 0x3f3f0000;                                  // all to who holds it, and to the user
    const int NoSuchKey = 126, KeyExpired = 127, KeyRevoked = 128;      // ENOKEY, EKEYEXPIRED, EKEYREVOKED
    const int EightHours = 8 * 60 * 60;

    static int AddKey => RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 248 : 217;
    static int KeyControl => RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 250 : 219;

    public string Name => "kernel keyring";

    /// <summary>The keyring, or null where the kernel is another, or its calls have other numbers.</summary>
    public static KernelKeyring? Find()
        => OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64 ? new() : null;

    public unsafe string? Find(string item)
    {
        if (FindKey(item) is not { } key) return null;

        Span<byte> secret = stackalloc byte[1024];
        fixed (byte* place = secret)
        {
            var length = Check("read", Call(KeyControl, Read, key, (nint)place, secret.Length, 0));
            return length <= secret.Length ? Encoding.UTF8.GetString(secret[..(int)length]) : null;
        }
    }

    public unsafe void Set(string item, string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        using var memory = new NativeMemory();
        fixed (byte* content = bytes)
        {
            var key = Check("written", Call(AddKey, memory.Text("user"), memory.Text(item), (nint)content, bytes.Length, UserKeyring));
            Check("written", Call(KeyControl, SetPermissions, key, OwnerAlone, 0, 0));
            Check("written", Call(KeyControl, SetTimeout, key, EightHours, 0, 0));
        }
    }

    public void Delete(string item)
    {
        if (FindKey(item) is { } key) Check("changed", Call(KeyControl, Unlink, key, UserKeyring, 0, 0));
    }

    static nint? FindKey(string item)
    {
        using var memory = new NativeMemory();
        var key = Call(KeyControl, Search, UserKeyring, memory.Text("user"), memory.Text(item), 0);
        if (key < 0 && Marshal.GetLastPInvokeError() is NoSuchKey or KeyExpired or KeyRevoked) return null;
        return Check("read", key);
    }

    static nint Check(string verb, nint result)
        => result >= 0 ? result : throw new KeyringException($"The kernel keyring cannot be {verb}: error {Marshal.GetLastPInvokeError()}.");

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint Call(nint number, nint first, nint second, nint third, nint fourth, nint fifth);
}
