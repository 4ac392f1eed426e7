using System.Security.Cryptography;
using System.Text.Json;
using Awl.Local.Sandbox.Storage;

namespace Awl.Local.Sandbox.Iam;

/// <summary>Keeps the state of IAM in one file. A change is on disk before its caller hears of it; one that fails changes nothing.</summary>
sealed class IamStore
{
    /// <summary>The user that a new account has.</summary>
    public const string FirstUser = "admin";

    const string FileName = "iam.json";

    readonly DataFolder _folder;
    readonly Lock _lock = new();
    IamState _state;

    public IamStore(DataFolder folder, TimeProvider clock)
    {
        _folder = folder;
        if (folder.Read(FileName) is { } saved) _state = Parse(saved);
        else Save(_state = NewState(clock));
    }

    public T Read<T>(Func<IamState, T> read)
    {
        lock (_lock) return read(_state);
    }

    public T Change<T>(Func<IamState, T> change)
    {
        lock (_lock)
        {
            try
            {
                var result = change(_state);
                Save(_state);
                return result;
            }
            catch
            {
                _state = Parse(_folder.Read(FileName)!);
                throw;
            }
        }
    }

    /// <summary>A new account has its root and one user, who may do everything and whose keys people work with.</summary>
    static IamState NewState(TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var state = new IamState { AccountId = "123456789012", RootKey = NewIds.AccessKey(null, now), SealKey = RandomNumberGenerator.GetBytes(32) };
        state.Users[FirstUser] = new()
        {
            UserName = FirstUser,
            UserId = NewIds.Id(NewIds.User),
            Path = "/",
            Arn = state.Arn("user", "/", FirstUser),
            CreateDate = now,
            AccessKeys = [NewIds.AccessKey(FirstUser, now)],
            AttachedPolicyArns = ["arn:aws:iam::aws:policy/AdministratorAccess"],
        };
        return state;
    }

    void Save(IamState state) => _folder.Write(FileName, JsonSerializer.SerializeToUtf8Bytes(state, IamJson.Default.IamState));

    static IamState Parse(byte[] json) => JsonSerializer.Deserialize(json, IamJson.Default.IamState)
        ?? throw new LocalFileException($"{FileName} in the sandbox's folder holds no state.");
}
