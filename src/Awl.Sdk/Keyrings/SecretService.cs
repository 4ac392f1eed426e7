using System.Runtime.InteropServices;

namespace Awl.Keyrings;

/// <summary>The keyring of a Linux desktop, GNOME Keyring or KWallet, through libsecret, which is loaded when the first secret is asked for.</summary>
/// <remarks>Source: libsecret's secret-password.h. Items are those of the schema "awl.AccessKey" whose attribute "item" is the name.</remarks>
sealed partial class SecretService : IKeyring
{
    const string LibSecret = "libsecret-1.so.0", GLib = "libglib-2.0.so.0", Gio = "libgio-2.0.so.0";
    const string Attribute = "item";

    /// <summary>So long may the user take to unlock it; a service that nobody can unlock would else be waited for without end.</summary>
    static TimeSpan Patience => TimeSpan.FromMinutes(1);

    SecretService() { }

    public string Name => "Secret Service";

    /// <summary>The service, or null where there is no session bus to find it on, or no libsecret.</summary>
    public static SecretService? Find(Machine machine) => HasSessionBus(machine) && NativeLibrary.TryLoad(LibSecret, out _) ? new() : null;

    public string? Find(string item) => Call(item, (schema, attributes, cancellable) =>
    {
        var found = Lookup(schema, attributes, cancellable, out var error);
        Check("read", error);
        if (found == 0) return null;

        try { return Marshal.PtrToStringUTF8(found); }
        finally { Free(found); }
    });

    public void Set(string item, string secret) => Call(item, (schema, attributes, cancellable) =>
    {
        Store(schema, attributes, "default", $"awl: {item}", secret, cancellable, out var error);
        Check("written", error);
        return null;
    });

    public void Delete(string item) => Call(item, (schema, attributes, cancellable) =>
    {
        Clear(schema, attributes, cancellable, out var error);
        Check("changed", error);
        return null;
    });

    /// <remarks>Without one libsecret starts a bus of its own, which nobody else would be on.</remarks>
    static bool HasSessionBus(Machine machine)
        => machine.Variable("DBUS_SESSION_BUS_ADDRESS") is { Length: > 0 }
            || (machine.Variable("XDG_RUNTIME_DIR") is { Length: > 0 } folder && machine.ListFolder(folder).Contains("bus"));

    static string? Call(string item, Func<nint, nint, nint, string?> call)
    {
        using var memory = new NativeMemory();
        var attributes = NewTable(FunctionOf("g_str_hash"), FunctionOf("g_str_equal"));
        var cancellable = NewCancellable();
        try
        {
            Insert(attributes, memory.Text(Attribute), memory.Text(item));
            using var limit = new Timer(static state => Cancel((nint)state!), cancellable, Patience, Timeout.InfiniteTimeSpan);
            return call(Schema(memory), attributes, cancellable);
        }
        finally
        {
            DropTable(attributes);
            DropObject(cancellable);
        }
    }

    /// <summary>struct SecretSchema: name, flags, then 32 pairs of an attribute's name and type, of which one is used; the rest is reserved and zero.</summary>
    static nint Schema(NativeMemory memory)
    {
        var schema = memory.Zeros(1024);
        Marshal.WriteIntPtr(schema, memory.Text("awl.AccessKey"));
        Marshal.WriteIntPtr(schema, 2 * nint.Size, memory.Text(Attribute));   // the type behind it is 0: a string
        return schema;
    }

    static nint FunctionOf(string name) => NativeLibrary.GetExport(NativeLibrary.Load(GLib), name);

    /// <summary>struct GError: two numbers of 4 bytes, then the message.</summary>
    static void Check(string verb, nint error)
    {
        if (error == 0) return;
        var message = Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(error, 8))?.TrimEnd('.');
        FreeError(error);
        throw new KeyringException($"The Secret Service cannot be {verb}: {message}.");
    }

    [LibraryImport(LibSecret, EntryPoint = "secret_password_lookupv_sync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint Lookup(nint schema, nint attributes, nint cancellable, out nint error);

    [LibraryImport(LibSecret, EntryPoint = "secret_password_storev_sync", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Store(nint schema, nint attributes, string collection, string label, string password, nint cancellable, out nint error);

    [LibraryImport(LibSecret, EntryPoint = "secret_password_clearv_sync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Clear(nint schema, nint attributes, nint cancellable, out nint error);

    [LibraryImport(LibSecret, EntryPoint = "secret_password_free")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial void Free(nint password);

    [LibraryImport(GLib, EntryPoint = "g_hash_table_new")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint NewTable(nint hash, nint equal);

    [LibraryImport(GLib, EntryPoint = "g_hash_table_insert")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Insert(nint table, nint key, nint value);

    [LibraryImport(GLib, EntryPoint = "g_hash_table_unref")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial void DropTable(nint table);

    [LibraryImport(GLib, EntryPoint = "g_error_free")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial void FreeError(nint error);

    [LibraryImport(Gio, EntryPoint = "g_cancellable_new")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint NewCancellable();

    [LibraryImport(Gio, EntryPoint = "g_cancellable_cancel")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial void Cancel(nint cancellable);

    [LibraryImport("libgobject-2.0.so.0", EntryPoint = "g_object_unref")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial void DropObject(nint instance);
}
