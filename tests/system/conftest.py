"""A small mixed population and the dates at which the law moves."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from openfisca_core.periods import DateUnit
from openfisca_core.reforms import Reform
from openfisca_core.simulations import SimulationBuilder

from zeronr_rules.system import system

FIRST_RIGHT = "2017-01"
# Run at least until then, further if a value is dated later.
LAST_RIGHT = "2026-12"


def months_of_change() -> list[str]:
    """Return each month at which a value or a formula starts or ends, and the month before."""
    starts = {FIRST_RIGHT, LAST_RIGHT}
    for leaf in system().parameters.get_descendants():
        starts |= {value.instant_str[:7] for value in getattr(leaf, "values_list", ())}
    for variable in system().variables.values():
        starts |= {start[:7] for start in variable.formulas}
        if variable.end:
            starts.add(str(variable.end)[:7])
    months = starts | {month_before(start) for start in starts}
    return sorted(month for month in months if month >= FIRST_RIGHT)


def month_before(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year - 1:04d}-12" if number == 1 else f"{year:04d}-{number - 1:02d}"


def pytest_generate_tests(metafunc):
    if "month_of_change" in metafunc.fixturenames:
        metafunc.parametrize("month_of_change", months_of_change())


@pytest.fixture(scope="session")
def households() -> list[dict]:
    """Households as read, one a mapping; amounts hold for every month of ``years``."""
    return yaml.safe_load(Path(__file__).with_name("households.yaml").read_text("utf-8"))


def situation_at(households: list[dict], month: str) -> dict:
    """All the households in one OpenFisca situation, as they are in one month.

    A birth is given as an age in months in the month of the right, so that the
    same household meets every date of the law; amounts are the same for the three
    years that the law can look at.
    """
    year = int(month[:4])
    years = [str(y) for y in range(year - 2, year + 1)]
    situation: dict[str, dict] = {
        "individus": {}, "familles": {}, "foyers_fiscaux": {}, "menages": {},
    }  # fmt: skip
    for household in households:
        if month < household.get("since", ""):
            continue
        name = household["name"]
        adults, children = [], []
        for index, person in enumerate(household["persons"]):
            key = f"{name} {index}"
            (children if person["role"] == "enfant" else adults).append(key)
            situation["individus"][key] = {
                "date_naissance": {"ETERNITY": birth(month, person["age_in_months"])},
                **{
                    variable: spread(variable, value, years)
                    for variable, value in person.get("values", {}).items()
                },
            }
        of_family, of_home = household.get("famille", {}), household.get("menage", {})
        of_taxes = household.get("foyer_fiscal", {})
        situation["familles"][name] = {
            "parents": adults,
            "enfants": children,
            **{k: spread(k, v, years) for k, v in of_family.items()},
        }
        situation["foyers_fiscaux"][name] = {
            "declarants": adults,
            "personnes_a_charge": children,
            **{k: spread(k, v, years) for k, v in of_taxes.items()},
        }
        situation["menages"][name] = {
            "personne_de_reference": adults[:1],
            "conjoint": adults[1:],
            "enfants": children,
            **{k: spread(k, v, years) for k, v in of_home.items()},
        }
    return situation


def birth(month: str, age_in_months: int) -> str:
    """Return the 15th of the month that makes a person that old in that month."""
    index = int(month[:4]) * 12 + int(month[5:]) - 1 - age_in_months
    return f"{index // 12:04d}-{index % 12 + 1:02d}-15"


def spread(variable: str, value, years):
    definition = system().get_variable(variable, check_existence=True)
    unit = str(definition.definition_period)
    if unit == "eternity":
        return {"ETERNITY": value}
    if unit == "year":
        return dict.fromkeys(years, value)
    months = [f"{year}-{number:02d}" for year in years for number in range(1, 13)]
    return dict.fromkeys(months, value)


@pytest.fixture(scope="session")
def population_at(households):
    """Build the situation of all the households in a month."""
    return lambda month: situation_at(households, month)


@pytest.fixture(scope="session")
def rights_of():
    """Return the function that computes rights of given households, by household and right."""

    def compute(households: list[dict], month: str, rights: tuple[str, ...]) -> dict:
        simulation = SimulationBuilder().build_from_entities(
            system(), situation_at(households, month)
        )
        columns = {right: simulation.calculate(right, month) for right in rights}
        names = simulation.populations["famille"].ids
        return {
            name: {right: float(values[index]) for right, values in columns.items()}
            for index, name in enumerate(names)
        }

    return compute


@pytest.fixture(scope="session")
def all_months_of_change() -> list[str]:
    """Return every month of change, for a test that needs them together."""
    return months_of_change()


@pytest.fixture(scope="session")
def compute_everything():
    """Return the function that computes every variable that has a formula."""

    def compute(simulation, month: str) -> dict:
        computed = {}
        for name, variable in simulation.tax_benefit_system.variables.items():
            if variable.formulas:
                yearly = variable.definition_period == DateUnit.YEAR
                computed[name] = simulation.calculate(name, month[:4] if yearly else month)
        return computed

    return compute


@pytest.fixture(scope="session")
def read_otherwise():
    """Return the function that makes rules with some conventions read the other way."""

    def read(readings: dict[str, str]) -> Reform:
        class OtherReading(Reform):
            def apply(self):
                self.modify_parameters(self.read_otherwise)

            def read_otherwise(self, parameters):
                for name, reading in readings.items():
                    convention = parameters.conventions.children[name]
                    convention.update(start="2014-01-01", value=reading)
                return parameters

        return OtherReading(system())

    return read


@pytest.fixture(scope="session")
def simulation_at(households):
    """Build the simulation of all the households in a month."""

    def build(month: str, only: str | None = None):
        chosen = [h for h in households if only is None or h["name"] == only]
        return SimulationBuilder().build_from_entities(system(), situation_at(chosen, month))

    return build
