package io.crossdock.system.connectors;

import io.crossdock.canonical.Account;
import io.crossdock.canonical.Item;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Page;

/** Knows accounts and items. Every call may throw {@link SystemUnavailable}. */
public interface MasterDataSource extends Role {

    Page<Sourced<Account>> accounts(SystemSettings system, Asking asking);

    Page<Sourced<Item>> items(SystemSettings system, Asking asking);
}
