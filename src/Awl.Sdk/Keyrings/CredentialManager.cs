using System.Runtime.InteropServices;
using System.Text;

namespace Awl.Keyrings;

/// <summary>The Credential Manager of Windows: generic credentials named "awl:" and the item's name, of the user on this machine.</summary>
/// <remarks>Source: wincred.h. Written by the documentation: nobody has run it on Windows yet.</remarks>
sealed partial class CredentialManager : IKeyring
{
    const int Generic = 1, LocalMachine = 2, NotFound = 1168;   // CRED_TYPE_GENERIC, CRED_PERSIST_LOCAL_MACHINE, ERROR_NOT_FOUND

    public string Name => "Windows Credential Manager";

    public unsafe string? Find(string item)
    {
        if (!Read(Target(item), Generic, 0, out var found))
        {
            Check("read");
            return null;
        }
        try
        {
            var credential = (Credential*)found;
            return Encoding.UTF8.GetString((byte*)credential->Blob, credential->BlobSize);
        }
        finally { Free(found); }
    }

    public unsafe void Set(string item, string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        fixed (char* target = Target(item), user = "awl")
        fixed (byte* blob = bytes)
        {
            var credential = new Credential
            {
                Type = Generic,
                TargetName = (nint)target,
                UserName = (nint)user,
                Persist = LocalMachine,
                BlobSize = bytes.Length,
                Blob = (nint)blob,
            };
            if (!Write(&credential, 0)) throw Failed("written", Marshal.GetLastPInvokeError());
        }
    }

    public void Delete(string item)
    {
        if (!DeleteCredential(Target(item), Generic, 0)) Check("changed");
    }

    static string Target(string item) => "awl:" + item;

    static void Check(string verb)
    {
        if (Marshal.GetLastPInvokeError() is not NotFound and var error) throw Failed(verb, error);
    }

    static KeyringException Failed(string verb, int error) => new($"The Credential Manager cannot be {verb}: error {error}.");

    /// <summary>CREDENTIALW</summary>
    [StructLayout(LayoutKind.Sequential)]
    struct Credential
    {
        public int Flags, Type;
        public nint TargetName, Comment;
        public long LastWritten;
        public int BlobSize;
        public nint Blob;
        public int Persist, AttributeCount;
        public nint Attributes, TargetAlias, UserName;
    }

    [LibraryImport("advapi32.dll", EntryPoint = "CredReadW", StringMarshalling = StringMarshalling.Utf16, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool Read(string target, int type, int flags, out nint credential);

    [LibraryImport("advapi32.dll", EntryPoint = "CredWriteW", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static unsafe partial bool Write(Credential* credential, int flags);

    [LibraryImport("advapi32.dll", EntryPoint = "CredDeleteW", StringMarshalling = StringMarshalling.Utf16, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool DeleteCredential(string target, int type, int flags);

    [LibraryImport("advapi32.dll", EntryPoint = "CredFree")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial void Free(nint credential);
}
