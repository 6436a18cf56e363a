using System.Collections.Immutable;

namespace Tenantry.Grains;

internal sealed partial class AccessPolicyGrain
{
    private const int MaxRoleNameLength = 40;
    private const int MaxRoleDescriptionLength = 120;

    public async Task<ImmutableArray<RoleView>> ListRoles()
    {
        var product = await Grains.Product().Get();
        return
        [
            .. Enum.GetValues<Role>().Select(role => BuiltIn(role, product)),
            .. State.CustomRoles.Select(role => role.Value.View(role.Key)),
        ];
    }

    public async Task<Result<RoleView>> GetRole(string key)
        => State.CustomRoles.TryGetValue(key, out var custom) ? custom.View(key)
            : RoleNames.Find(key) is { } role && role.Name() == key ? BuiltIn(role, await Grains.Product().Get())
            : Errors.RoleNotFound(key);

    public async Task<Result<RoleView>> PutRole(string key, RoleContent content, long? ifRevision, Actor actor)
    {
        var product = await Grains.Product().Get();
        var rules = new FieldRules();
        if (!RoleKeys.IsCustom(key))
            rules.Break("key", RoleKeys.Rule);
        var name = rules.Line("name", content.Name, MaxRoleNameLength);
        var description = rules.OptionalLine("description", content.Description, MaxRoleDescriptionLength);
        var permissions = ReadPermissions(content.Permissions, product, rules);
        if (rules.AreBroken) return rules.ToError();

        var old = State.CustomRoles.GetValueOrDefault(key);
        if (ifRevision is { } expected && expected != (old?.Revision ?? 0)) return Errors.RevisionMismatch();
        if (old is not null && old.Says(name, description, permissions)) return old.View(key);
        if (old is null && State.CustomRoles.Count >= AccessPolicyState.MostCustomRoles)
            return Errors.CapacityReached("custom roles in an organization", AccessPolicyState.MostCustomRoles);
        if (await RefuseToGrant(actor, [.. permissions, .. old?.Permissions ?? []]) is { } refusal) return refusal;

        var role = new CustomRole { Name = name, Description = description, Permissions = permissions, Revision = (old?.Revision ?? 0) + 1 };
        var next = State with { CustomRoles = State.CustomRoles.SetItem(key, role) };
        if (next.CustomRoles.Values.SelectMany(custom => custom.Permissions).Distinct().Count() > AccessPolicyState.MostPermissions)
            return Errors.CapacityReached("different permissions in all custom roles together", AccessPolicyState.MostPermissions);

        await CommitUnseen(next, Event(EventTypes.RolePut, actor, key, ("name", name)).Changing(
            ("name", old?.Name, name), ("description", old?.Description, description), ("permissions", Listed(old), Listed(role))));
        return role.View(key);
    }

    public async Task<Result<Done>> DeleteRole(string key, Actor actor)
    {
        if (!State.CustomRoles.TryGetValue(key, out var role)) return Errors.RoleNotFound(key);
        if (State.Teams.Values.Any(roles => roles.CustomRoles.Contains(key))) return Errors.RoleInUse(key);
        if (await RefuseToGrant(actor, role.Permissions) is { } refusal) return refusal;

        await CommitUnseen(
            State with { CustomRoles = State.CustomRoles.Remove(key) },
            Event(EventTypes.RoleDeleted, actor, key, ("name", role.Name), ("permissions", Listed(role))));
        return new Done();
    }

    private static ImmutableArray<string> ReadPermissions(ImmutableArray<string> names, ProductDefinition product, FieldRules rules)
    {
        if (names.Length > AccessPolicyState.MostPermissions)
        {
            rules.Break("permissions", $"must be at most {AccessPolicyState.MostPermissions}");
            return [];
        }

        foreach (var (index, name) in names.Index())
        {
            if (Demand.Find(name, product) is null)
                rules.Break($"permissions.{index}", UnknownPermission);
        }

        return [.. names.Distinct().Order(StringComparer.Ordinal)];
    }

    private static RoleView BuiltIn(Role role, ProductDefinition product) => new()
    {
        Key = role.Name(),
        Name = role.ToString(),
        BuiltIn = true,
        Permissions = [.. Demand.All(product).Where(demand => demand.GrantedBy(role)).Select(demand => demand.Name)],
    };

    private static string? Listed(CustomRole? role) => role is null ? null : string.Join(' ', role.Permissions);
}
