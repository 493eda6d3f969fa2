"""Makes the example distributor in an empty Tryton: one company, two warehouses (ATL and DFW), items, accounts, stock, the hub's user.

Called by the script beside it: company.py DATABASE distributor.json, with HUB_PASSWORD in the environment. Uses Tryton's own
client library in the same process, and the helpers that its modules come with for setting up accounts.
"""
import datetime
import json
import os
import sys
from decimal import Decimal

# The helpers stand among Tryton's tests, which want to know a database.
os.environ['DB_NAME'] = sys.argv[1]

from proteus import Model, config  # noqa: E402
from trytond.modules.account.tests.tools import create_chart, create_fiscalyear, create_tax, get_accounts
from trytond.modules.account_invoice.tests.tools import set_fiscalyear_invoice_sequences
from trytond.modules.company.tests.tools import create_company, get_company

database, data_file = sys.argv[1:3]
with open(data_file, encoding='utf-8') as opened:
    DISTRIBUTOR = json.load(opened)
settings = config.set_trytond(database, config_file=os.environ['TRYTOND_CONFIG'])
TODAY = datetime.date.today()
GROUPS = ['Sales', 'Stock', 'Account', 'Purchase', 'Purchase Request']
# It says in its interchanges which prices it expects: examples/edi/buildwell-order.x12.
AT_LIST_PRICE = {'A-1007'}


def make(model, **values):
    record = Model.get(model)()
    for name, value in values.items():
        setattr(record, name, value)
    return record


def saved(model, **values):
    record = make(model, **values)
    record.save()
    return record


def only(model, *domain):
    return Model.get(model).find(list(domain), limit=1)[0]


def finish_first_steps():
    for step in Model.get('ir.module.config_wizard.item').find([('state', '=', 'open')]):
        step.state = 'done'
        step.save()


def countries():
    us = saved('country.country', code='US', name='United States')
    regions = sorted({ship_to['region'] for account in DISTRIBUTOR['accounts'] for ship_to in account['shipTos']})
    return us, {region: saved('country.subdivision', code='US-' + region, name=region, type='state', country=us)
                for region in regions}


def books():
    dollar = saved('currency.currency', code='USD', name='US Dollar', symbol='$', rounding=Decimal('0.01'), digits=2)
    dollar.rates.new(date=datetime.date(TODAY.year, 1, 1), rate=Decimal(1))
    dollar.save()
    create_company(currency=dollar)
    company = get_company()
    settings._context = Model.get('res.user').get_preferences(True, {})
    for year in (TODAY.year, TODAY.year + 1):
        period = set_fiscalyear_invoice_sequences(create_fiscalyear(company, datetime.date(year, 7, 1)))
        period.click('create_period')
    create_chart(company)
    accounts = get_accounts(company)
    tax = create_tax(Decimal('.07'), company)
    tax.name = tax.description = 'Sales tax 7 %'
    tax.save()
    terms = make('account.invoice.payment_term', name='Net 30')
    terms.lines.new(type='remainder').relativedeltas.new(days=30)
    terms.save()
    return company, accounts, tax, terms


def category(name, accounts, taxes):
    made = make('product.category', name=name, accounting=True, account_expense=accounts['expense'],
                account_revenue=accounts['revenue'])
    made.customer_taxes.extend(taxes)
    made.save()
    return made


def product(code, name, kind, price, category_, kilograms=None):
    unit = only('product.uom', ('name', '=', 'Unit'))
    template = make('product.template', code=code, name=name, type=kind, default_uom=unit, salable=True,
                    list_price=Decimal(price), account_category=category_)
    if kilograms:
        # In grams: a weight has two digits there.
        template.weight = float(Decimal(kilograms) * 1000)
        template.weight_uom = only('product.uom', ('name', '=', 'Gram'))
    template.save()
    return template.products[0]


def items(goods):
    made = {}
    for item in DISTRIBUTOR['items']:
        each = made[item['sku']] = product(item['sku'], item['name'], 'goods', item['price'], goods, item['kg'])
        each.identifiers.new(code=item['gtin'])
        each.save()
    return made


def shipped_by_suppliers(products, us, terms):
    """What Tryton buys when it is sold, and its supplier ships to the customer."""
    parties = {}
    for supplier in DISTRIBUTOR['suppliers']:
        party = make('party.party', code=supplier['code'], name=supplier['name'], supplier_payment_term=terms)
        while party.addresses:
            party.addresses.pop()
        party.addresses.new(street=supplier['street'], city=supplier['city'], postal_code=supplier['postalCode'], country=us)
        party.save()
        parties[supplier['code']] = party
    for item in DISTRIBUTOR['items']:
        if 'supplier' in item:
            supply, template = item['supplier'], products[item['sku']].template
            template.purchasable = template.supply_on_sale = True
            # Tryton names no supplier who could not keep the date that it gives the customer.
            template.lead_time = datetime.timedelta(days=supply['leadTimeDays'])
            template.save()
            offer = make('purchase.product_supplier', template=template, product=products[item['sku']],
                         party=parties[supply['id']], code=supply['sku'], drop_shipment=True,
                         lead_time=datetime.timedelta(days=supply['leadTimeDays']))
            offer.prices.new(quantity=0, unit_price=Decimal(supply['cost']))
            offer.save()


def boxes():
    unit = only('product.uom', ('name', '=', 'Unit'))
    saved('product.uom', name='Box of 12', symbol='bx', category=unit.category, factor=12.0, rate=round(1 / 12, 12), digits=0,
          rounding=1.0)


def price_list(company):
    contract = make('product.price_list', name='Contract', company=company)
    contract.lines.new(quantity=24, formula='unit_price * 0.90')
    contract.lines.new(formula='unit_price * 0.95')
    contract.save()
    return contract


def accounts(us, regions, terms, contract):
    for number, account in enumerate(DISTRIBUTOR['accounts']):
        party = make('party.party', code=account['code'], name=account['name'], customer_payment_term=terms,
                     credit_limit_amount=Decimal(account['limit']))
        if number % 2 == 0 and account['code'] not in AT_LIST_PRICE:
            party.sale_price_list = contract
        while party.addresses:
            party.addresses.pop()
        for ship_to in account['shipTos']:
            # What the hub calls the address stands in its field for the building.
            party.addresses.new(name=ship_to['id'], party_name=ship_to['name'], street=ship_to['street'],
                                city=ship_to['city'], postal_code=ship_to['postalCode'], country=us,
                                subdivision=regions[ship_to['region']])
        party.save()


def warehouses():
    first = only('stock.location', ('type', '=', 'warehouse'))
    first.code, first.name = 'ATL', 'Atlanta'
    first.save()
    # An inventory of a warehouse that has no place for what is lost and found is refused.
    places = {kind + '_location': saved('stock.location', name='Fort Worth ' + kind, type='storage')
              for kind in ('input', 'output', 'storage')}
    second = saved('stock.location', name='Fort Worth', code='DFW', type='warehouse',
                   lost_found_location=first.lost_found_location, **places)
    return [first, second]


def stock(products, warehouse):
    count = make('stock.inventory', location=warehouse.storage_location, empty_quantity='keep', date=TODAY)
    for item in DISTRIBUTOR['items']:
        if Decimal(item['stock'][warehouse.code]):
            line = count.lines.new()
            line.product, line.quantity = products[item['sku']], float(item['stock'][warehouse.code])
    count.save()
    count.click('confirm')


def user(company):
    made = make('res.user', name='Crossdock', login='crossdock', company=company)
    made.companies.append(company)
    for group in Model.get('res.group').find([('name', 'in', GROUPS)]):
        made.groups.append(group)
    made.save()
    made.password = os.environ['HUB_PASSWORD']
    made.save()


finish_first_steps()
boxes()
us, regions = countries()
company, ledger, tax, terms = books()
products = items(category('standard', ledger, [tax]))
product('FREIGHT', 'Freight', 'service', '0', category('freight', ledger, []))
accounts(us, regions, terms, price_list(company))
shipped_by_suppliers(products, us, terms)
for place in warehouses():
    stock(products, place)
user(Model.get('company.company')(company.id))
print('made: %d items, %d accounts' % (len(products), len(DISTRIBUTOR['accounts'])))
